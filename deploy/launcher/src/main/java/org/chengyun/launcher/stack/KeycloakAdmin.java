package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Where the dashboard is: the one thing of a realm that changes with this machine. */
final class KeycloakAdmin {
    private final KeycloakApi keycloak;
    private final String realm;

    KeycloakAdmin(KeycloakApi keycloak, String realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    /** Lets the dashboard of the realm sign people in at {@code url}. */
    void moveDashboard(String url) throws IOException, InterruptedException {
        JsonNode found = keycloak.get(realm + "/clients?clientId=dashboard");
        if (found.size() != 1) {
            throw new IOException("Keycloak knows no client 'dashboard' in the realm " + realm);
        }
        ObjectNode client = (ObjectNode) found.get(0);
        String old = client.path("rootUrl").asText();
        client.put("rootUrl", url);
        RealmFile.allowRedirects(client, url);
        ObjectNode attributes = (ObjectNode) client.path("attributes");
        String logout = attributes.path("backchannel.logout.url").asText();
        attributes.put("backchannel.logout.url", logout.replace(old, url));
        keycloak.put("%s/clients/%s".formatted(realm, client.path("id").asText()), client);
    }
}
