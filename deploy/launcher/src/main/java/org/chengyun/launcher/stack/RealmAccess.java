package org.chengyun.launcher.stack;

import java.util.Map;

/**
 * The Keycloak realm of a stack. {@code toString} leaves the secrets out.
 *
 * @param url of the realm, which is its issuer
 * @param clientSecrets by client id
 * @param passwords of the demo accounts, by user name
 */
public record RealmAccess(String url, Map<String, String> clientSecrets, Map<String, String> passwords) {
    public RealmAccess {
        clientSecrets = Map.copyOf(clientSecrets);
        passwords = Map.copyOf(passwords);
    }

    public String tokenUrl() {
        return url + "/protocol/openid-connect/token";
    }

    public String clientSecret(String client) {
        String secret = clientSecrets.get(client);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "no client " + client + " with a secret; there are " + clientSecrets.keySet());
        }
        return secret;
    }

    @Override
    public String toString() {
        return url;
    }
}
