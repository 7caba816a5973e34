package org.chengyun.engine.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that pushes to the application as agency systems do: JSON lines over HTTP, each request with a token and a key
 * of its own, and sent again when it is told to. Arguments: URL of the application, its process, readings, readings in a
 * request, senders, least seconds, readings per second or 0. The environment has {@code TOKEN_URL} and
 * {@code CLIENT_SECRET}.
 */
final class HttpPushing implements Senders.Sender {
    private static final String CLIENT = "chengyun-cli";
    private static final int WARM_UP_BATCHES = 500;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int AWAY = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Readings of yesterday: none of them lies in the future, however fast they are sent. */
    private static final Duration AGO = Duration.ofDays(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong SENT_AGAIN = new AtomicLong();

    private final URI target;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token = "";

    private HttpPushing(String url) {
        target = URI.create(url + "/api/v1/feeds/traffic");
    }

    public static void main(String[] arguments) throws Exception {
        var application = new JavaProcess(Long.parseLong(arguments[1]));
        long readings = Long.parseLong(arguments[2]);
        int batch = Integer.parseInt(arguments[3]);
        long leastNs = Long.parseLong(arguments[5]) * 1_000_000_000L;
        try (var senders = new Senders(
                new Readings(Instant.now().minus(AGO).toEpochMilli(), batch),
                Integer.parseInt(arguments[4]),
                Double.parseDouble(arguments[6]),
                sender -> new HttpPushing(arguments[0]))) {
            long before = senders.send(WARM_UP_BATCHES, System.nanoTime());
            long heapBefore = application.heapAfterCollection();
            long bytesBefore = senders.bytes();
            long startNs = System.nanoTime();
            long accepted = senders.send(Math.ceilDiv(readings, batch), startNs + leastNs);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            long heapAfter = application.heapAfterCollection();
            System.out.printf("%d requests were sent again%n", SENT_AGAIN.get());
            new Result(
                            accepted,
                            senders.bytes() - bytesBefore,
                            seconds,
                            0,
                            heapBefore,
                            heapAfter,
                            Map.of("sent", senders.sent(), "accepted", before + accepted))
                    .print();
        }
    }

    @Override
    public long send(long number, byte[] body) throws IOException, InterruptedException {
        String key = run + "-" + number;
        long untilNs = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = attempt(key, body);
        while (answer.statusCode() != OK) {
            int status = answer.statusCode();
            if (status == UNAUTHORIZED) {
                token = token();
            } else if ((status == TOO_MANY || status == AWAY) && System.nanoTime() < untilNs) {
                SENT_AGAIN.incrementAndGet();
                Thread.sleep(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            } else {
                throw new IOException("%s answered %d: %s".formatted(target, status, answer.body()));
            }
            answer = attempt(key, body);
        }
        return JSON.readTree(answer.body()).path("accepted").asLong();
    }

    private HttpResponse<String> attempt(String key, byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(target)
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(CLIENT, URLEncoder.encode(given("CLIENT_SECRET"), StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(given("TOKEN_URL")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        JsonNode given = JSON.readTree(answer.body()).path("access_token");
        if (!given.isTextual()) {
            throw new IOException("no token: " + answer.body());
        }
        return given.asText();
    }

    private static String given(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
