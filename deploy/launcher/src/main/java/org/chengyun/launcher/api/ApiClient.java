package org.chengyun.launcher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** One application's API. Each method is one attempt: see {@link Patience} for trying again. Not thread-safe. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Endpoint.Source source;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Tokens tokens;

    public ApiClient(Endpoint.Source source, Clock clock) {
        this.source = source;
        this.tokens = new Tokens(http, clock);
    }

    public JsonNode get(String path) throws AwayException, ProblemException, InterruptedException {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    public JsonNode post(String path, JsonNode body) throws AwayException, ProblemException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
    }

    public JsonNode put(String path, byte[] body, int length)
            throws AwayException, ProblemException, InterruptedException {
        return send("PUT", path, "application/octet-stream", BodyPublishers.ofByteArray(body, 0, length));
    }

    private JsonNode send(String method, String path, String contentType, BodyPublisher body)
            throws AwayException, ProblemException, InterruptedException {
        Endpoint endpoint = source.now();
        HttpResponse<String> response = attempt(endpoint, method, path, contentType, body);
        if (response.statusCode() == 401) {
            // Keycloak may have been started anew and no longer know our token.
            tokens.forget();
            response = attempt(endpoint, method, path, contentType, body);
        }
        return read(response);
    }

    private HttpResponse<String> attempt(
            Endpoint endpoint, String method, String path, String contentType, BodyPublisher body)
            throws AwayException, ProblemException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.get(endpoint))
                .header("Accept", "application/json, application/problem+json")
                .method(method, body);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AwayException(
                    "the application cannot be reached at " + endpoint.url() + Tokens.reason(e), Duration.ZERO);
        }
    }

    private static JsonNode read(HttpResponse<String> response) throws AwayException, ProblemException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AwayException(
                        "the application's answer to %s is not JSON".formatted(response.uri()), Duration.ZERO);
            }
        }
        Problem problem = Problem.of(status, response.body());
        if (status == 429 || status >= 500) {
            throw new AwayException(problem.message(), retryAfter(response));
        }
        throw new ProblemException(problem);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,3}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
