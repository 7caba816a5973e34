package org.chengyun.launcher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small HTTP server with a token endpoint, whose tokens end when the test says so, and with planned mishaps. */
public final class HttpFake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the application behind the HTTP does. */
    public interface Handler {
        Answer answer(Request request) throws IOException;
    }

    /** @param query parameters by name, each with all its values */
    public record Request(String method, String path, Map<String, List<String>> query, ByteBuffer body) {
        public String parameter(String name) {
            return query.getOrDefault(name, List.of("")).getFirst();
        }

        /** A copy of the body. */
        public byte[] bytes() {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            return bytes;
        }

        public JsonNode json() throws IOException {
            return JSON.readTree(bytes());
        }
    }

    public record Answer(int status, JsonNode body) {
        public static Answer problem(int status, String code, String detail) {
            return new Answer(
                    status,
                    JSON.createObjectNode()
                            .put("type", "https://chengyun.org/problems/" + code)
                            .put("title", code)
                            .put("status", status)
                            .put("detail", detail));
        }
    }

    /** What happens to the next request instead of a plain answer. */
    public enum Mishap {
        /** 503, nothing done. */
        UNAVAILABLE,
        /** The connection breaks, nothing done. */
        BROKEN,
        /** The work is done, but the connection breaks before the answer. */
        ANSWER_LOST,
        /** 401: the token is not known any more. */
        TOKEN_FORGOTTEN
    }

    private final HttpServer server;
    private final Handler handler;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Mishap> mishaps = new ArrayDeque<>();
    private int tokens;

    public HttpFake(Handler handler) throws IOException {
        this.handler = handler;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/api/", this::api);
        server.start();
    }

    public Endpoint endpoint() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new Endpoint(url, url + "/token", "chengyun-cli", "secret & more");
    }

    /** The next requests of the application meet these, one each; its token endpoint always works. */
    public synchronized void plan(Mishap... next) {
        mishaps.addAll(Arrays.asList(next));
    }

    /** Methods and paths of all requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized int tokens() {
        return tokens;
    }

    private synchronized void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!form.getOrDefault("client_secret", List.of()).equals(List.of("secret & more"))) {
            reply(exchange, new Answer(401, JSON.createObjectNode().put("error", "unauthorized_client")));
            return;
        }
        tokens++;
        reply(
                exchange,
                new Answer(
                        200,
                        JSON.createObjectNode()
                                .put("access_token", "token-" + tokens)
                                .put("expires_in", 300)));
    }

    private synchronized void api(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()).asReadOnlyBuffer());
        requests.add(request.method() + " " + request.path());
        Mishap mishap = mishaps.poll();
        if (mishap == Mishap.BROKEN) {
            exchange.close();
        } else if (mishap == Mishap.UNAVAILABLE) {
            reply(exchange, Answer.problem(503, "kafka-unavailable", "Kafka does not answer"));
        } else if (mishap == Mishap.TOKEN_FORGOTTEN
                || !("Bearer token-" + tokens)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, new Answer(401, JSON.createObjectNode()));
        } else {
            Answer answer = handler.answer(request);
            if (mishap == Mishap.ANSWER_LOST) {
                exchange.close();
            } else {
                reply(exchange, answer);
            }
        }
    }

    private static void reply(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders()
                .add("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, List<String>> parameters(String encoded) {
        return Arrays.stream((encoded == null ? "" : encoded).split("&", -1))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> decode(pair[0]), Collectors.mapping(pair -> decode(pair[1]), Collectors.toList())));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
