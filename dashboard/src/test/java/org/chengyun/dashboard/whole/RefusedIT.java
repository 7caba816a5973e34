package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may not read is told so in the form of the interface, by the real application and the real Keycloak. */
class RefusedIT {
    private static final int MOST_TRIES = 40;

    /** Signed by somebody else; its claims ask for everything. */
    private static final String FORGED = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJzdWIiOiJ4IiwiYXVkIjoiY2hlbmd5dW4tYXBpIiwicmVhbG1fYWNjZXNzIjp7InJvbGVzIjpbImFkbWluIl19fQ.c2ln";

    @ParameterizedTest(name = "{0} {1} with {2}")
    @CsvSource({
        "GET, /api/v1/metrics, nothing",
        "GET, /api/v1/metrics, abc",
        "GET, /api/v1/metrics, forged",
        "GET, /api/v1/no-such-thing, nothing",
        "POST, /api/v1/loads, nothing",
        "DELETE, /api/v1/metrics, forged",
    })
    void shouldSayThatATokenIsMissing(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(WholeStack.get().applicationUrl() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.equals("nothing")) {
            request.header("Authorization", "Bearer " + (token.equals("forged") ? FORGED : token));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            for (int i = 0; i < MOST_TRIES && answer.statusCode() == 503; i++) {
                // Keycloak, whose keys a token is checked with, may still be starting.
                Thread.sleep(1_000);
                answer = client.send(request.build(), BodyHandlers.ofString());
            }

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("www-authenticate"))
                    .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
            assertThat(answer.body()).contains("https://chengyun.org/problems/token-missing", "\"detail\":");
        }
    }
}
