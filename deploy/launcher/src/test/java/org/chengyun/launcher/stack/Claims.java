package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the token of a service account says. */
final class Claims {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Claims() {}

    static JsonNode of(RealmAccess realm, String client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client + "&client_secret="
                        + realm.clientSecret(client)))
                .build();
        JsonNode token =
                JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        String body = token.path("access_token").asText().split("\\.", -1)[1];
        return JSON.readTree(Base64.getUrlDecoder().decode(body));
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(
                        (array.isArray() ? array : JSON.createArrayNode().add(array)).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
