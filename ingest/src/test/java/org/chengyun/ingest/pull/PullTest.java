package org.chengyun.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.TlsFiles;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.CaseDocument;
import org.chengyun.ingest.testing.CaseEvents;
import org.chengyun.ingest.testing.Certificates;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Ports;
import org.chengyun.ingest.testing.Run;
import org.chengyun.ingest.tls.PemStores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real web server on the one side and a real broker on the other. */
class PullTest {
    private static final int KILLS = 6;
    private static Parts parts;

    @TempDir
    private Path folder;

    private City city;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    @BeforeEach
    void open() throws IOException {
        city = new City();
    }

    @AfterEach
    void close() {
        city.close();
    }

    private Feeds feeds(String yaml) throws IOException {
        return Feeds.read(Files.writeString(folder.resolve("feeds.yaml"), yaml), parts.intake.decoders());
    }

    private Puller puller(String yaml) throws IOException {
        return puller(yaml, parts, InstantSource.system());
    }

    private Puller puller(String yaml, Parts with, InstantSource clock) throws IOException {
        PullFeed feed = feeds(yaml).over(PullFeed.class).get(0);
        return new Puller(feed, folder.resolve("spool"), with.intake.decoders(), with.outbox, with.meters, clock);
    }

    private static List<String> sent(String topic, String feed) {
        return Broker.sortedValues(Broker.committed(topic, feed));
    }

    private static List<String> expected(String dataset, String format, byte[] content) {
        Run run = Run.of(dataset, format, content);
        var encoder = new ObservationEncoder(run.dataset.schema());
        return run.observations.stream()
                .map(o -> HexFormat.of().formatHex(encoder.encode(o)))
                .sorted()
                .toList();
    }

    private static String readings(int from, int to) {
        var lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"site\":\"D%d\",\"at\":\"2026-03-02T08:00:00Z\",\"speed_kmh\":%d}\n".formatted(i, i % 100));
        }
        return lines.toString();
    }

    @Test
    void shouldCountEveryEventOnceFromRoundToRoundAndProcessToProcess() throws Exception {
        var hour = new AtomicInteger();
        city.at("/requests.json", exchange -> City.requests(exchange, CaseDocument.items(hour.get(), 0, 100)));
        String yaml = """
                - id: open311
                  dataset: events
                  format: open311-json
                  pull:
                    url: %s?jurisdiction_id=city.example
                    since: { parameter: updated_after, overlap: 3h, first: 30d }
                    pages: { size: 7, size_parameter: page_size }
                """.formatted(city.url("/requests.json"));
        for (int shift = 0; shift < 4; shift++) {
            try (Parts process = new Parts(Broker.bootstrap()).ready()) {
                for (int h = 8 * shift; h < 8 * shift + 8; h++) {
                    hour.set(h);
                    Instant now = CaseDocument.BEGIN.plus(Duration.ofHours(h));
                    try (Puller puller = puller(yaml, process, InstantSource.fixed(now))) {
                        puller.round();
                        puller.round();
                    }
                }
            }
        }
        List<String> events = CaseEvents.of(List.of("open311"));
        assertThat(CaseEvents.repeated(events)).isEmpty();
        assertThat(CaseEvents.counts(events)).isEqualTo(CaseDocument.events(31, 0, 100));
        // only what is new was asked for, with what the URL already said
        assertThat(city.asked.getLast())
                .contains("jurisdiction_id=city.example&", "updated_after=2026-03-0", "page_size=7");
        assertThat(city.asked.getFirst()).contains("updated_after=2026-01-31T00%3A00%3A00Z");
    }

    @Test
    void shouldAskForTheSameSpanWhereTheSourceKnowsNoChanges() throws Exception {
        city.at("/r", exchange -> City.requests(exchange, CaseDocument.items(30, 0, 10)));
        String yaml = """
                - id: spans
                  dataset: events
                  format: open311-json
                  pull: { url: "%s", since: { parameter: start_date, until: end_date, last: 1d } }
                """.formatted(city.url("/r"));
        try (Puller puller = puller(yaml, parts, InstantSource.fixed(Instant.parse("2026-03-05T10:00:00.9Z")))) {
            puller.round();
            puller.round();
        }
        assertThat(city.asked)
                .allSatisfy(url -> assertThat(url)
                        .isEqualTo("/r?end_date=2026-03-05T10%3A00%3A00Z&start_date=2026-03-04T10%3A00%3A00Z"));
        assertThat(CaseEvents.counts(CaseEvents.of(List.of("spans")))[0]).isEqualTo(10);
    }

    @Test
    void shouldTakeADocumentOnceHoweverTheSourceNamesIt() throws Exception {
        byte[] plain = readings(0, 500).getBytes(StandardCharsets.UTF_8);
        var packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        var notModified = new AtomicInteger();
        city.at("/named", exchange -> {
            if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                notModified.incrementAndGet();
                City.answer(exchange, 304, "");
            } else {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                City.answer(exchange, 200, packed.toByteArray());
            }
        });
        city.at("/unnamed", exchange -> City.answer(exchange, 200, plain));
        for (String name : List.of("named", "unnamed")) {
            String yaml = "[{ id: %s, dataset: traffic, format: detector-json, pull: { url: '%s' } }]"
                    .formatted(name, city.url("/" + name));
            for (int i = 0; i < 3; i++) {
                try (Puller puller = puller(yaml)) {
                    puller.round();
                }
            }
            assertThat(sent("chengyun.traffic", name)).isEqualTo(expected("traffic", "detector-json", plain));
        }
        assertThat(notModified).hasValue(2);
    }

    @Test
    void shouldGoOnWhereItWasWithTheDocumentOnDisk() throws Exception {
        // begun by a process that was killed: the source has another document by now
        byte[] second = readings(200_000, 200_100).getBytes(StandardCharsets.UTF_8);
        byte[] large = readings(0, 120_000).getBytes(StandardCharsets.UTF_8);
        var away = new AtomicInteger();
        city.at("/d", exchange -> City.answer(exchange, 200, away.get() == 0 ? large : second));
        String yaml = "[{ id: disk, dataset: traffic, format: detector-json, pull: { url: '%s' } }]"
                .formatted(city.url("/d"));
        Thread worker = Thread.ofPlatform().start(() -> {
            try (Puller puller = puller(yaml)) {
                puller.round();
            } catch (IOException | FetchFailed | PositionMoved | InterruptedException e) {
                throw new AssertionError(e);
            } catch (RuntimeException stopped) {
                // interrupted in the middle
            }
        });
        await(() -> parts.outbox.position("pull:disk").isPresent());
        worker.interrupt();
        worker.join();
        away.set(1);
        try (Puller puller = puller(yaml)) {
            puller.round();
        }
        List<String> expected = new ArrayList<>(expected("traffic", "detector-json", large));
        expected.addAll(expected("traffic", "detector-json", second));
        expected.sort(null);
        assertThat(sent("chengyun.traffic", "disk")).isEqualTo(expected);
        try (var left = Files.list(folder.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    private FetchFailed failure(String path, String more) throws IOException {
        String yaml =
                "[{ id: failing, dataset: events, format: open311-json, pull: { url: '%s', timeout: 1s, most_mib: 1%s } }]"
                        .formatted(city.url(path), more);
        try (Puller puller = puller(yaml)) {
            return catchThrowableOfType(FetchFailed.class, puller::round);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAnAnswer() throws Exception {
        city.at("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "77");
            City.answer(exchange, 503, "busy");
        });
        city.at("/page", exchange -> City.answer(exchange, 200, "<!DOCTYPE html>\n<html><body>Sign in</body></html>"));
        city.at("/long", exchange -> City.answer(exchange, 200, new byte[(1 << 20) + 1]));
        city.at("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            pause(20_000);
        });
        city.at("/loop", exchange -> redirect(exchange, "/loop"));
        city.at("/away", exchange -> redirect(exchange, "http://localhost:%d/page".formatted(city.port())));
        city.at("/port", exchange -> redirect(exchange, "https://127.0.0.1:%d/page".formatted(city.port() + 1)));
        city.at("/file", exchange -> redirect(exchange, "file:///etc/passwd"));

        assertThat(failure("/busy", ""))
                .hasMessageContaining("503")
                .returns(Duration.ofSeconds(77), FetchFailed::retryAfter);
        assertThat(failure("/page", "")).hasMessageContaining("HTML");
        assertThat(failure("/long", "")).hasMessageContaining("longer than 1 MiB");
        assertThat(failure("/slow", "")).hasMessageContaining("not complete within 1 s");
        assertThat(failure("/loop", "")).hasMessageContaining("more than 5 times");
        assertThat(failure("/away", "")).hasMessageContaining("redirects to http://localhost");
        // of the same host, but who listens there?
        assertThat(failure("/port", "")).hasMessageContaining("redirects to https://127.0.0.1");
        assertThat(failure("/file", "")).hasMessageContaining("redirects to another place");
        assertThat(failure("/away", ", redirects: [localhost]")).hasMessageContaining("HTML");
        assertThat(Broker.committed(Topics.QUARANTINE, "failing"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(Broker.header(entry, "reason")).isEqualTo("format-mismatch");
                    assertThat(new String(entry.value(), StandardCharsets.UTF_8))
                            .contains("Sign in");
                });
    }

    @Test
    void shouldSayWhyASourceCannotBeReached() throws Exception {
        int nobody = Ports.free();
        assertThat(unreachable("http://127.0.0.1:%d/r".formatted(nobody)))
                .isEqualTo(("http://127.0.0.1:%1$d/r (port %1$d): connection refused: nothing listens there. Check host"
                                + " and port, and whether it runs")
                        .formatted(nobody));
        assertThat(unreachable("https://no-such-host.invalid/r"))
                .startsWith("https://no-such-host.invalid/r (port 443): nobody knows a host of this name");
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertThat(unreachable("https://127.0.0.1:%d/r".formatted(plain.getLocalPort())))
                    .contains("does not speak TLS: check the port");
        }
        assertThat(unreachable("https://127.0.0.1:%d/r".formatted(city.port())))
                .contains("no connection in time", "whether it speaks TLS there or not");
        city.at("/slow", exchange -> pause(10_000));
        assertThat(unreachable(city.url("/slow"))).contains("no answer in time: raise 'timeout'");
        city.at("/away", exchange -> redirect(exchange, "http://localhost:%d/r".formatted(nobody)));
        assertThat(unreachable(city.url("/away"))).startsWith("http://localhost:%d/r (port".formatted(nobody));
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(mute, ""));
            assertThat(unreachable("http://127.0.0.1:%d/r".formatted(mute.getLocalPort())))
                    .contains("it closed the connection without an answer");
        }
    }

    /** Ends each connection after its first bytes, until it is closed itself: a client may try again. */
    private static void hangUp(ServerSocket server, String last) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[16]);
                    socket.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private String unreachable(String url) throws Exception {
        String yaml =
                "[{ id: unreachable, dataset: events, format: open311-json, pull: { url: '%s', timeout: 1s, redirects: [localhost] } }]"
                        .formatted(url);
        try (Puller puller = puller(yaml)) {
            return String.valueOf(
                    catchThrowableOfType(FetchFailed.class, puller::round).getMessage());
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        City.answer(exchange, 302, "");
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldShowTheKeyToItsSourceOnly() throws Exception {
        Files.writeString(folder.resolve("key.txt"), "s3cret\n");
        List<String> shown = new ArrayList<>();
        try (City other = new City()) {
            other.at("/r", exchange -> {
                shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")) + exchange.getRequestURI());
                City.answer(exchange, 200, "[]");
            });
            city.at("/r", exchange -> {
                shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")) + exchange.getRequestURI());
                redirect(exchange, "http://localhost:%d/r".formatted(other.port()));
            });
            for (String way : List.of("header: X-Key", "parameter: api_key")) {
                String yaml =
                        "[{ id: keyed, dataset: events, format: open311-json, pull: { url: '%s', key: { file: key.txt, %s }, redirects: [localhost] } }]"
                                .formatted(city.url("/r"), way);
                try (Puller puller = puller(yaml)) {
                    puller.round();
                }
            }
        }
        assertThat(shown).containsExactly("s3cret/r", "null/r", "null/r?api_key=s3cret", "null/r");
        assertThat(parts.outbox.position("pull:keyed").orElse("")).doesNotContain("s3cret");
    }

    @Test
    void shouldTrustAnAuthorityOfOnesOwnOnly() throws Exception {
        Certificates own = Certificates.make(folder, "city");
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(PemStores.context(new TlsFiles(own.certificate, own.key, null))));
        try (City secure = new City(server)) {
            secure.at("/r", exchange -> City.answer(exchange, 200, CaseDocument.at(3, 0, 3)));
            String yaml =
                    "[{ id: tls, dataset: events, format: open311-json, pull: { url: 'https://127.0.0.1:%d/r'%s } }]";
            try (Puller puller = puller(yaml.formatted(secure.port(), ""))) {
                assertThat(catchThrowableOfType(FetchFailed.class, puller::round))
                        .hasMessageContaining("127.0.0.1:%d".formatted(secure.port()))
                        .hasMessageContaining("nobody we trust issued its TLS certificate")
                        .hasMessageContaining("'tls: { ca: FILE }'");
            }
            try (Puller puller = puller(yaml.formatted(secure.port(), ", tls: { ca: city.pem }"))) {
                puller.round();
            }
            assertThat(CaseEvents.counts(CaseEvents.of(List.of("tls")))[0]).isEqualTo(3);
        }
    }

    @Test
    void shouldGoOnWithOthersAndRecoverByItself() throws Exception {
        var healthy = new CountDownLatch(1);
        byte[] readings = readings(0, 20).getBytes(StandardCharsets.UTF_8);
        city.at("/sick", exchange -> {
            int turn = city.asked.size() % 4;
            if (healthy.getCount() == 0) {
                City.answer(exchange, 200, readings);
            } else if (turn == 0) {
                City.answer(exchange, 500, "<html>");
            } else if (turn == 1) {
                City.answer(exchange, 200, "<html><body>Error</body></html>");
            } else if (turn == 2) {
                // breaks off
                exchange.sendResponseHeaders(200, 10_000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            } else {
                exchange.close();
            }
        });
        city.at("/well", exchange -> City.answer(exchange, 200, readings));
        Feeds feeds = feeds("""
                - { id: sick, dataset: traffic, format: detector-json, pull: { url: "%s", every: 1s } }
                - { id: well, dataset: traffic, format: detector-json, pull: { url: "%s", every: 1s } }
                """.formatted(city.url("/sick"), city.url("/well")));
        try (var pulls = new Pulls(
                feeds,
                folder.resolve("spool"),
                parts.intake.decoders(),
                parts.outbox,
                parts.meters,
                InstantSource.system(),
                new Random(1))) {
            pulls.start();
            await(() -> pulls.troubles().containsKey("sick") && city.asked.size() > 7);
            assertThat(pulls.troubles()).containsOnlyKeys("sick");
            await(() -> sent("chengyun.traffic", "well").size() == 20);
            healthy.countDown();
            await(() -> pulls.troubles().isEmpty());
        }
        assertThat(sent("chengyun.traffic", "sick")).isEqualTo(expected("traffic", "detector-json", readings));
        assertThat(sent("chengyun.traffic", "well")).isEqualTo(expected("traffic", "detector-json", readings));
    }

    @Test
    void shouldCountOnceWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        byte[] readings = readings(0, 200_000).getBytes(StandardCharsets.UTF_8);
        List<CaseDocument.Item> items = CaseDocument.items(30, 0, 5_000);
        city.at("/cases", exchange -> City.requests(exchange, items));
        city.at("/readings", exchange -> City.answer(exchange, 200, readings));
        Feeds feeds = feeds("""
                - id: killed-cases
                  dataset: events
                  format: open311-json
                  pull: { url: "%s", every: 1s, pages: { size: 100, size_parameter: page_size } }
                - { id: killed-readings, dataset: traffic, format: detector-json, pull: { url: "%s", every: 1s } }
                """.formatted(city.url("/cases"), city.url("/readings")));
        assertThat(feeds.all()).hasSize(2);
        var random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = process();
            BufferedReader out = process.inputReader();
            String said = out.readLine();
            while (said != null && !said.equals(KilledPuller.STARTED)) {
                said = out.readLine();
            }
            int before = city.asked.size();
            await(() -> city.asked.size() > before);
            Thread.sleep(random.nextInt(600));
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly().waitFor();
        }
        for (PullFeed feed : feeds.over(PullFeed.class)) {
            try (Parts later = new Parts(Broker.bootstrap()).ready();
                    var puller = new Puller(
                            feed,
                            folder.resolve("spool"),
                            later.intake.decoders(),
                            later.outbox,
                            later.meters,
                            InstantSource.system())) {
                puller.round();
                puller.round();
            }
        }
        assertThat(sent("chengyun.traffic", "killed-readings"))
                .isEqualTo(expected("traffic", "detector-json", readings));
        assertThat(sent("chengyun.events", "killed-cases"))
                .isEqualTo(expected("events", "open311-json", CaseDocument.document(items)));
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPuller.class.getName(),
                        Broker.bootstrap(),
                        folder.resolve("feeds.yaml").toString(),
                        folder.resolve("spool").toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 90 s");
            }
            Thread.sleep(10);
        }
    }
}
