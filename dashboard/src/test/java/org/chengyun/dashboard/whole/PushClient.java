package org.chengyun.dashboard.whole;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.RealmAccess;

/** An agency system that pushes records: the same request again and again until it is answered. For one thread. */
final class PushClient implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;
    private static final int CLIENT_FAULTS = 400;
    private static final int SERVER_FAULTS = 500;
    private static final int TOO_MANY = 429;

    private final LocalStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private String token = "";

    PushClient(LocalStack stack) {
        this.stack = stack;
    }

    void push(String dataset, String lines) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        while (!isTaken(dataset, key, lines)) {
            Thread.sleep(100);
        }
    }

    private boolean isTaken(String dataset, String key, String lines) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(stack.applicationUrl() + "/api/v1/feeds/" + dataset))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/x-ndjson")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString(lines))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == UNAUTHORIZED) {
                token = token();
            } else if (answer.statusCode() >= CLIENT_FAULTS
                    && answer.statusCode() < SERVER_FAULTS
                    && answer.statusCode() != TOO_MANY) {
                throw new AssertionError("push answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.statusCode() == OK;
        } catch (IOException e) {
            // killed meanwhile, or not there yet
            return false;
        }
    }

    private String token() throws IOException, InterruptedException {
        RealmAccess realm = stack.realm();
        String client = "chengyun-cli";
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(client, realm.clientSecret(client))))
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
    }

    @Override
    public void close() {
        http.close();
    }
}
