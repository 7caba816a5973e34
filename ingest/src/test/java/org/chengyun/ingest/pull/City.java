package org.chengyun.ingest.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chengyun.ingest.testing.CaseDocument;

/** A real web server that plays the city's. */
final class City implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    City() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    City(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    /** Answers a path. */
    City at(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port(), path);
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    /** What changed since {@code updated_after}, in pages. */
    static void requests(HttpExchange exchange, List<CaseDocument.Item> items) throws IOException {
        Map<String, String> query = query(exchange);
        Instant since = Instant.parse(query.getOrDefault("updated_after", "1970-01-01T00:00:00Z"));
        int size = Integer.parseInt(query.getOrDefault("page_size", "1000000"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        answer(
                exchange,
                200,
                CaseDocument.document(items.stream()
                        .filter(item -> !item.updated().isBefore(since))
                        .skip((long) (page - 1) * size)
                        .limit(size)
                        .toList()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
