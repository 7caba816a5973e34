package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The one thing that the launcher changes in a running Keycloak. */
final class KeycloakAdmin {
    static final String CLIENT = "chengyun-launcher";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String keycloakUrl;
    private final String secret;

    KeycloakAdmin(HttpClient http, String keycloakUrl, String secret) {
        this.http = http;
        this.keycloakUrl = keycloakUrl;
        this.secret = secret;
    }

    /** Lets the dashboard of the realm sign people in at {@code url}. */
    void moveDashboard(String realm, String url) throws IOException, InterruptedException {
        String clients = keycloakUrl + "/admin/realms/" + realm + "/clients";
        String bearer = "Bearer " + token();
        JsonNode found = send(HttpRequest.newBuilder(URI.create(clients + "?clientId=dashboard"))
                .header("Authorization", bearer));
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
        send(HttpRequest.newBuilder(URI.create(clients + "/" + client.path("id").asText()))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(client))));
    }

    private String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret=" + secret;
        return send(HttpRequest.newBuilder(URI.create(keycloakUrl + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.timeout(Duration.ofSeconds(20)).build();
        HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Keycloak answered %d to %s %s: %s"
                    .formatted(
                            response.statusCode(), built.method(), built.uri().getPath(), response.body()));
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
}
