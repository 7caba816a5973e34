package org.chengyun.dashboard.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A source that shows one document until somebody has it, as its ETag tells, and then the next. Thread-safe. */
final class PulledSource implements AutoCloseable {
    private static final int READINGS = 500;

    private final Readings readings;
    private final HttpServer server;
    private byte[] document = {};
    private int number;
    private boolean publishing = true;

    private PulledSource(Readings readings, HttpServer server) {
        this.readings = readings;
        this.server = server;
        next();
        server.createContext("/readings", this::answer);
    }

    static PulledSource start(Readings readings) throws IOException {
        var source = new PulledSource(
                readings, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        source.server.start();
        return source;
    }

    String url() {
        return "http://127.0.0.1:%d/readings".formatted(server.getAddress().getPort());
    }

    /** No new documents from now on. */
    synchronized void end() {
        publishing = false;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        boolean taken = tag().equals(known);
        if (taken && publishing) {
            next();
            taken = false;
        }
        exchange.getResponseHeaders().set("ETag", tag());
        if (taken) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
        }
        exchange.close();
    }

    private void next() {
        number++;
        document = readings.detectors(READINGS).getBytes(StandardCharsets.UTF_8);
    }

    private String tag() {
        return "\"document-%d\"".formatted(number);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
