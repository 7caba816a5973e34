package org.chengyun.launcher.api;

/**
 * Where an application is and who we are there.
 *
 * @param url without a slash at the end
 * @param tokenUrl of the realm
 * @param client a confidential client with a service account
 */
public record Endpoint(String url, String tokenUrl, String client, String secret) {
    /** Asked before every attempt: an application that was started again may have another port. */
    public interface Source {
        Endpoint now();
    }

    @Override
    public String toString() {
        return url;
    }
}
