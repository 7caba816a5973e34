package org.chengyun.launcher.stack;

import java.util.List;

/** Where the dashboard of a local stack may send a browser back to. */
final class RealmUrls {
    private RealmUrls() {}

    /** People type either name of this machine. */
    static List<String> redirects(String url) {
        return List.of(url + "/*", url.replace("127.0.0.1", "localhost") + "/*");
    }

    /** The same in Keycloak's form for a client attribute. */
    static String joined(String url) {
        return String.join("##", redirects(url));
    }
}
