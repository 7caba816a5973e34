package org.chengyun.launcher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The access token of a service account, renewed before it expires. Not thread-safe. */
final class Tokens {
    /** Longer than a request takes to be looked at, and room for clocks that differ. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Clock clock;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    Tokens(HttpClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    String get(Endpoint endpoint) throws AwayException, ProblemException, InterruptedException {
        if (clock.instant().isBefore(renewAt)) {
            return token;
        }
        JsonNode answer = fetch(endpoint);
        token = answer.path("access_token").asText();
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60));
        // A life shorter than the margin: renew half-way.
        Duration use = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        renewAt = clock.instant().plus(use);
        return token;
    }

    void forget() {
        renewAt = Instant.MIN;
    }

    private JsonNode fetch(Endpoint endpoint) throws AwayException, ProblemException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(encode(endpoint.client()), encode(endpoint.secret()));
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.tokenUrl()))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return JSON.readTree(response.body());
            }
            if (response.statusCode() >= 500) {
                throw new AwayException(
                        "Keycloak is not ready (HTTP %d)".formatted(response.statusCode()), Duration.ZERO);
            }
            throw new ProblemException(new Problem(
                    response.statusCode(),
                    "",
                    "no token",
                    "Keycloak refuses the account %s: %s".formatted(endpoint.client(), response.body()),
                    JSON.createObjectNode()));
        } catch (IOException e) {
            throw new AwayException("Keycloak cannot be reached at " + endpoint.tokenUrl() + reason(e), Duration.ZERO);
        }
    }

    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? "" : " (" + message + ")";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
