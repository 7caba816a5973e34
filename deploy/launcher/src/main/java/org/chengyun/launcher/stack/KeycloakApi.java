package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a running Keycloak lets administrators do. Each request has a token of its own. Thread-safe. */
final class KeycloakApi {
    static final String CLIENT = "chengyun-launcher";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String keycloakUrl;
    private final String secret;

    /** @param secret of the client {@link #CLIENT} of the realm {@code master} */
    KeycloakApi(HttpClient http, String keycloakUrl, String secret) {
        this.http = http;
        this.keycloakUrl = keycloakUrl;
        this.secret = secret;
    }

    /** @param path below {@code /admin/realms/} */
    JsonNode get(String path) throws IOException, InterruptedException {
        return ask("GET", path, BodyPublishers.noBody());
    }

    void post(String path, JsonNode body) throws IOException, InterruptedException {
        ask("POST", path, BodyPublishers.ofString(body.toString()));
    }

    void put(String path, JsonNode body) throws IOException, InterruptedException {
        ask("PUT", path, BodyPublishers.ofString(body.toString()));
    }

    void delete(String path) throws IOException, InterruptedException {
        ask("DELETE", path, BodyPublishers.noBody());
    }

    private JsonNode ask(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(keycloakUrl + "/admin/realms/" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body));
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
