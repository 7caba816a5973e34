package org.chengyun.datasets.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A receiver that accepts each key once, and that fails in every way a network has. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Random random;
    private final int failuresInTen;
    /** Accepted bodies by path and key, in order. */
    private final Map<String, byte[]> accepted = new LinkedHashMap<>();

    private int tokens;
    private int requests;
    private int repeats;
    private @Nullable String changed;
    private BooleanSupplier losesAnswer = () -> false;

    Receiver(long seed, int failuresInTen) throws IOException {
        this.random = new Random(seed);
        this.failuresInTen = failuresInTen;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/api/v1/feeds/", this::feed);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Asked whenever a batch was accepted: whether the answer is lost. */
    synchronized void losesAnswer(BooleanSupplier asked) {
        losesAnswer = asked;
    }

    private synchronized void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.equals("grant_type=client_credentials&client_id=simulator&client_secret=s")) {
            answer(exchange, 401, "{}");
            return;
        }
        tokens++;
        answer(exchange, 200, "{\"access_token\":\"token-%d\",\"expires_in\":300}".formatted(tokens));
    }

    private synchronized void feed(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests++;
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer token-" + tokens).equals(authorization)) {
            answer(exchange, 401, "{\"status\":401}");
            return;
        }
        int fate = random.nextInt(10);
        if (fate < failuresInTen && fate % 3 == 0) {
            answer(exchange, 503, "{\"type\":\"kafka-unavailable\"}");
            return;
        }
        if (fate < failuresInTen && fate % 3 == 1) {
            // The token is revoked.
            tokens++;
            answer(exchange, 401, "{\"status\":401}");
            return;
        }
        accept(exchange, body);
        if (losesAnswer.getAsBoolean() || fate < failuresInTen) {
            // Accepted, but the answer is lost.
            exchange.close();
            return;
        }
        long lines = new String(body, StandardCharsets.ISO_8859_1).lines().count();
        answer(exchange, 200, "{\"accepted\":%d,\"rejected\":[],\"duplicate\":false}".formatted(lines));
    }

    private void accept(HttpExchange exchange, byte[] body) {
        String key = exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key");
        byte[] before = accepted.putIfAbsent(key, body);
        if (before != null) {
            repeats++;
            if (!Arrays.equals(before, body)) {
                changed = key;
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What a receiver that honours the keys has got of a dataset. */
    synchronized byte[] received(String dataset) {
        var all = new ByteArrayOutputStream();
        accepted.forEach((key, body) -> {
            if (key.startsWith("/api/v1/feeds/" + dataset + " ")) {
                all.writeBytes(body);
            }
        });
        return all.toByteArray();
    }

    synchronized int requests() {
        return requests;
    }

    /** How often a key came again. */
    synchronized int repeats() {
        return repeats;
    }

    /** A key that came again with another body; null if there is none. */
    synchronized @Nullable String changed() {
        return changed;
    }

    synchronized int largestBatch() {
        return accepted.values().stream()
                .mapToInt(b ->
                        (int) new String(b, StandardCharsets.ISO_8859_1).lines().count())
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
