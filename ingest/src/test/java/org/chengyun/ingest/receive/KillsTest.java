package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Lines;
import org.chengyun.ingest.testing.Mosquitto;
import org.chengyun.ingest.testing.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data over every transport at once, into a process that is killed at random moments, also while it starts. What a
 * transport promises must be in Kafka at the end; see {@code docs/feeds.md}.
 */
class KillsTest {
    private static final int FEW = 3;
    private static final int LONGEST_LIFE_MS = 6_000;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Thread> senders = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Lines tailed = new Lines("tailed");
    private final Lines dropped = new Lines("dropped");
    private final Lines pushed = new Lines("pushed");
    private final Lines published = new Lines("published");
    private final Lines raw = new Lines("raw");
    private final Lines streamed = new Lines("streamed");
    private final Lines logged = new Lines("logged");
    /** Tells the feeds of one run from those of another on the same broker. */
    private String run = "";

    @Test
    void shouldKeepWhatIsPromisedOverAFewKills() throws Exception {
        run = "few";
        kill(FEW);
    }

    /** {@code -Dtest.excluded= -Dchengyun.kills=100 -Dtest=KillsTest} runs it. */
    @Test
    @Tag("nightly")
    void shouldKeepWhatIsPromisedOverManyKills() throws Exception {
        run = "many";
        kill(Integer.getInteger("chengyun.kills", 100));
    }

    private String id(String transport) {
        return run + "-" + transport;
    }

    private interface Sender {
        /** Sends a little, and returns once that is out of the sender's hands. */
        void send() throws Exception;
    }

    private void sending(String name, int pauseMs, Sender sender) {
        senders.add(Thread.ofPlatform().name(name).start(() -> {
            try {
                while (!done.get()) {
                    sender.send();
                    Thread.sleep(pauseMs);
                }
            } catch (Exception | AssertionError e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        }));
    }

    private void kill(int kills) throws Exception {
        Files.createDirectories(folder.resolve("in"));
        int streamPort = Ports.free();
        int syslogPort = Ports.free();
        int pushPort = Ports.free();
        Mosquitto mosquitto = Mosquitto.start(Files.createDirectories(folder.resolve("mosquitto")));
        Path feeds =
                Files.writeString(folder.resolve("feeds.yaml"), """
                - { id: RUN-tail, dataset: portal, format: access-log, tail: { path: access.log } }
                - { id: RUN-files, dataset: portal, format: access-log, files: { glob: 'in/*', settle: 200ms } }
                - { id: RUN-mqtt, dataset: portal, format: access-log, mqtt: { server: 'mqtt://127.0.0.1:%d', topics: ['RUN/#'] } }
                - { id: RUN-kafka, dataset: portal, format: access-log, kafka: { topic: RUN-raw } }
                - { id: RUN-lines, dataset: portal, format: access-log, lines: { listen: '127.0.0.1:%d' } }
                - { id: RUN-syslog, dataset: portal, format: access-log, syslog: { listen: '127.0.0.1:%d' } }
                """.formatted(mosquitto.port, streamPort, syslogPort)
                        .replace("RUN", run));
        KilledProcess first = start(feeds, pushPort).ready();
        Receiving.await("the subscription", () -> isSubscribed(mosquittoLog()));
        Mqtt5AsyncClient publisher = publisher(mosquitto);
        List<CompletableFuture<?>> publishing = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer();
                HttpClient http = HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .build()) {
            sending("tail", 20, this::appendAndRotate);
            sending("files", 1_500, this::dropFile);
            sending("push", 50, () -> push(http, pushPort));
            sending("mqtt", 20, () -> publishing.add(publish(publisher)));
            sending("kafka", 50, () -> produce(producer));
            sending("lines", 20, new Stream(streamPort, streamed, ""));
            sending("syslog", 20, new Stream(syslogPort, logged, "<190>Nov 21 10:00:00 web-1 nginx: "));
            killAgainAndAgain(first, feeds, pushPort, kills);
            KilledProcess last = start(feeds, pushPort).ready();
            Thread.sleep(2_000);
            done.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            producer.flush();
            CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            synchronized (failures) {
                assertThat(failures).isEmpty();
            }
            mustHaveKeptPromises();
            last.kill();
        } finally {
            publisher.disconnect().get(10, TimeUnit.SECONDS);
            mosquitto.stop();
        }
    }

    private void killAgainAndAgain(KilledProcess first, Path feeds, int pushPort, int kills) throws Exception {
        var random = new Random(kills);
        KilledProcess receiver = first;
        for (int kill = 0; kill < kills; kill++) {
            Thread.sleep(random.nextInt(LONGEST_LIFE_MS));
            receiver.kill();
            receiver = start(feeds, pushPort);
        }
        receiver.ready().kill();
    }

    private static KilledProcess start(Path feeds, int pushPort) throws IOException {
        return KilledProcess.start(feeds, Integer.toString(pushPort));
    }

    private void mustHaveKeptPromises() {
        assertAll(
                () -> mustBeExact(id("tail"), tailed),
                () -> mustBeExact(id("files"), dropped),
                () -> mustBeExact(id("kafka"), raw),
                () -> mustBeExact("push:" + KilledReceiver.SENDER, pushed),
                () -> report(id("mqtt"), published, published.mustBeSentBy(id("mqtt"), PATIENCE)),
                () -> mustNotBeRepeated(id("lines"), streamed),
                () -> mustNotBeRepeated(id("syslog"), logged),
                this::mustHaveRejectedOnlyWhatWasCut);
    }

    private static void mustBeExact(String feed, Lines lines) throws InterruptedException {
        int twice = lines.mustBeSentBy(feed, PATIENCE);
        report(feed, lines, twice);
        assertThat(twice).as(feed).isZero();
        lines.mustBeSentOnceBy(feed);
    }

    private static void report(String feed, Lines lines, int twice) {
        System.out.printf("%s: %d sent, %d came twice%n", feed, lines.count(), twice);
    }

    /** Where a connection broke in the middle of a line. */
    private void mustHaveRejectedOnlyWhatWasCut() {
        assertThat(Broker.committed("chengyun.quarantine").stream()
                        .filter(entry -> Broker.header(entry, "feed").startsWith(run + "-"))
                        .map(entry -> Broker.header(entry, "reason")))
                .allMatch("record-cut"::equals);
    }

    /** These may lose what was under way at a kill: the protocol has no acknowledgement. */
    private static void mustNotBeRepeated(String feed, Lines lines) {
        List<String> sent = Broker.sortedValues(Broker.committed(Lines.TOPIC, feed));
        System.out.printf("%s: %d sent, %d lost%n", feed, lines.count(), lines.count() - sent.size());
        assertThat(new HashSet<>(sent)).as(feed).hasSameSizeAs(sent);
        assertThat(sent.size()).as(feed).isBetween(1, lines.count());
    }

    private void appendAndRotate() throws IOException {
        Path log = folder.resolve("access.log");
        Files.writeString(log, lines(tailed, 10), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (tailed.count() % 2_000 == 0) {
            for (int i = 50; i > 0; i--) {
                Path older = folder.resolve("access.log." + i);
                if (Files.exists(older)) {
                    Files.move(older, folder.resolve("access.log." + (i + 1)), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Files.move(log, folder.resolve("access.log.1"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void dropFile() throws IOException {
        Path made = folder.resolve("made.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made))) {
            out.write(lines(dropped, 2_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.move(made, folder.resolve("in").resolve(dropped.count() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String lines(Lines lines, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(lines.next()).append('\n');
        }
        return text.toString();
    }

    /** The same request again and again until it is answered, as every sender must. */
    private void push(HttpClient http, int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                .timeout(Duration.ofSeconds(20))
                .header("Idempotency-Key", run + pushed.count())
                .POST(HttpRequest.BodyPublishers.ofString(lines(pushed, 20)))
                .build();
        while (!isTaken(http, request)) {
            Thread.sleep(100);
        }
    }

    private static boolean isTaken(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // killed meanwhile, or not there yet
            return false;
        }
    }

    private CompletableFuture<?> publish(Mqtt5AsyncClient publisher) {
        return publisher
                .publishWith()
                .topic(run + "/a")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(lines(published, 5).getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private void produce(KafkaProducer<byte[], byte[]> producer) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] line = raw.next().getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(run + "-raw", raw.count() % PARTITIONS, null, line)));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** Lines over a connection that breaks at each kill; then they go into a new one. */
    private static final class Stream implements Sender {
        private final int port;
        private final Lines lines;
        private final String before;
        private Socket socket = new Socket();

        Stream(int port, Lines lines, String before) {
            this.port = port;
            this.lines = lines;
            this.before = before;
        }

        @Override
        public void send() throws Exception {
            try {
                if (!socket.isConnected() || socket.isClosed()) {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                }
                var text = new StringBuilder();
                for (int i = 0; i < 10; i++) {
                    text.append(before).append(lines.next()).append('\n');
                }
                socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                socket.close();
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Broker.bootstrap()))) {
            List<NewTopic> raw = List.of(new NewTopic(run + "-raw", PARTITIONS, (short) 1));
            admin.createTopics(raw).all().get();
            Topics.awaitLeaders(admin, raw);
        }
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Mqtt5AsyncClient publisher(Mosquitto mosquitto) throws Exception {
        Mqtt5AsyncClient publisher = MqttClient.builder()
                .useMqttVersion5()
                .identifier("publisher-" + run)
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port)
                .buildAsync();
        publisher.connect().get(10, TimeUnit.SECONDS);
        return publisher;
    }

    private String mosquittoLog() {
        try {
            return Files.readString(folder.resolve("mosquitto/mosquitto.log"));
        } catch (IOException e) {
            return "";
        }
    }

    private boolean isSubscribed(String log) {
        return log.contains("chengyun-" + id("mqtt") + " 1 ");
    }
}
