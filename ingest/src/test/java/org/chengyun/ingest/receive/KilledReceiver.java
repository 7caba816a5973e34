package org.chengyun.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.push.Pushes;
import org.chengyun.ingest.tail.Tails;
import org.chengyun.ingest.testing.Parts;

/**
 * A process that takes what feeds.yaml says and what is pushed, to be killed by a test. Arguments: bootstrap servers,
 * feeds.yaml, and a port for pushes if there are any.
 */
final class KilledReceiver {
    static final String STARTED = "receiving";
    static final String SENDER = "agency";
    private static final int TAKEN = 200;
    private static final int AWAY = 503;

    private KilledReceiver() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Parts parts = new Parts(args[0]).ready()) {
            Feeds feeds = Feeds.read(Path.of(args[1]), parts.intake.decoders());
            try (var tails = new Tails(feeds, parts.intake, parts.outbox, parts.meters);
                    var receivers = new Receivers(feeds, "", parts.intake, parts.loads, parts.outbox, parts.meters)) {
                tails.start();
                receivers.start();
                if (args.length > 2) {
                    takePushes(parts, Integer.parseInt(args[2]));
                }
                System.out.println(STARTED);
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    private static void takePushes(Parts parts, int port) throws IOException {
        var pushes = new Pushes(parts.intake, parts.outbox, parts.meters, InstantSource.system());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> take(pushes, exchange));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static void take(Pushes pushes, HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            var request = new Pushes.Request("portal", SENDER, "access-log", null, null, key);
            int status = TAKEN;
            try {
                pushes.take(request, exchange.getRequestBody().readAllBytes());
            } catch (RuntimeException e) {
                status = AWAY;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
