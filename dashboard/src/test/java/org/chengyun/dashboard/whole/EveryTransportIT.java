package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readings come over every transport at once while the application is killed with {@code kill -9}, again and again: the
 * database holds in the window of every minute what was sent, for each transport that promises it.
 */
class EveryTransportIT {
    private static final int KILLS_IN_SUITE = 2;
    private static final int LONGEST_LIFE_MS = 8_000;
    private static final int PARTITIONS = 3;
    private static final String SYSLOG = "<190>Nov 21 10:00:00 box-1 detector: ";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final Readings tailed = new Readings("K-TAIL");
    private final Readings dropped = new Readings("K-FILES");
    private final Readings raw = new Readings("K-KAFKA");
    private final Readings pulled = new Readings("K-PULL");
    private final Readings pushed = new Readings("K-PUSH");
    private final Readings published = new Readings("K-MQTT");
    private final Readings streamed = new Readings("K-LINES");
    private final Readings logged = new Readings("K-SYSLOG");
    private final Readings sealed = new Readings("K-MQTTS");
    private final Readings enciphered = new Readings("K-SYSLOG-TLS");
    private final Readings scattered = new Readings("K-UDP");

    private final List<Thread> senders = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean done;
    private int linesPort;
    private int syslogPort;
    private int udpPort;
    private int secureSyslogPort;
    private int secureBrokerPort;

    private interface Sender {
        /** Sends a little, and returns once that is out of the sender's hands. */
        void send() throws Exception;
    }

    private void sending(String name, int pauseMs, Sender sender) {
        senders.add(Thread.ofPlatform().name(name).start(() -> {
            try {
                while (!done) {
                    sender.send();
                    Thread.sleep(pauseMs);
                }
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        }));
    }

    @Test
    void shouldHoldWhatWasSentThroughKills() throws Exception {
        kill(KILLS_IN_SUITE);
    }

    /** {@code -Dtest.excluded= -Dchengyun.kills=100 -Dit.test=EveryTransportIT} runs it. */
    @Test
    @Tag("nightly")
    void shouldHoldWhatWasSentThroughManyKills() throws Exception {
        kill(Integer.getInteger("chengyun.kills", 100));
    }

    private void kill(int kills) throws Exception {
        Files.createDirectories(folder.resolve("in"));
        linesPort = freePort();
        syslogPort = freePort();
        udpPort = freePort();
        secureSyslogPort = freePort();
        secureBrokerPort = freePort();
        TlsIdentity identity = TlsIdentity.make(folder);
        MqttBroker broker = MqttBroker.start(
                folder,
                "listener %d 127.0.0.1\ncertfile %s\nkeyfile %s"
                        .formatted(secureBrokerPort, identity.certificate(), identity.key()));
        try (var source = PulledSource.start(pulled);
                var city = ChangedCity.with(List.of("air"), feeds(broker, source));
                var producer = producer(city.stack().kafkaBootstrap());
                var pushes = new PushClient(city.stack())) {
            broker.awaitSubscriber("city/air");
            broker.awaitSubscriber("city/sealed");
            Mqtt5AsyncClient publisher = publisher(broker);
            List<CompletableFuture<?>> publishing = new ArrayList<>();
            sending("tail", 50, this::appendAndRotate);
            sending("files", 2_000, this::dropFile);
            sending("kafka", 50, () -> produce(producer));
            sending("push", 100, () -> pushes.push("traffic", pushed.detectors(20)));
            sending("mqtt", 50, () -> publishing.add(publish(publisher, "city/air", published)));
            sending("mqtts", 50, () -> publishing.add(publish(publisher, "city/sealed", sealed)));
            sending("lines", 50, new Stream(() -> connect(linesPort), streamed, ""));
            sending("syslog", 50, new Stream(() -> connect(syslogPort), logged, SYSLOG));
            sending("syslog-tls", 50, new Stream(() -> identity.connect(secureSyslogPort), enciphered, SYSLOG));
            sending("udp", 50, this::scatter);
            var random = new Random(kills);
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(random.nextInt(LONGEST_LIFE_MS));
                city.stack().kill(Part.APPLICATION);
                city.stack().start(Part.APPLICATION);
            }
            Thread.sleep(2_000);
            done = true;
            source.end();
            for (Thread sender : senders) {
                sender.join();
            }
            CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            publisher.disconnect().get(10, TimeUnit.SECONDS);
            assertThat(failures).isEmpty();
            mustHaveKeptPromises(new CommandLine(city.stack().home()), kills);
        } finally {
            done = true;
            broker.stop();
        }
    }

    private String feeds(MqttBroker broker, PulledSource source) {
        return """
                - { id: k-tail, dataset: traffic, format: detector-json, tail: { path: 'FOLDER/readings.log' } }
                - { id: k-files, dataset: traffic, format: detector-json, files: { glob: 'FOLDER/in/*', settle: 200ms } }
                - { id: k-kafka, dataset: traffic, format: detector-json, kafka: { topic: k-raw } }
                - { id: k-pull, dataset: traffic, format: detector-json, pull: { url: '%s', every: 1s } }
                - { id: k-mqtt, dataset: air, format: air-json, mqtt: { server: 'mqtt://127.0.0.1:%d', topics: ['city/air/#'] } }
                - { id: k-mqtts, dataset: air, format: air-json, mqtt: { server: 'mqtts://localhost:%d', topics: ['city/sealed/#'], tls: { ca: 'FOLDER/server.pem' } } }
                - { id: k-syslog-tls, dataset: traffic, format: detector-json, syslog: { listen: '127.0.0.1:%d', tls: { certificate: 'FOLDER/server.pem', key: 'FOLDER/server.key' } } }
                - { id: k-lines, dataset: traffic, format: detector-json, lines: { listen: '127.0.0.1:%d' } }
                - { id: k-syslog, dataset: traffic, format: detector-json, syslog: { listen: '127.0.0.1:%d' } }
                - { id: k-udp, dataset: traffic, format: detector-json, lines: { listen: '127.0.0.1:%d', protocol: udp } }
                """.formatted(
                        source.url(), broker.port(), secureBrokerPort, secureSyslogPort, linesPort, syslogPort, udpPort)
                .replace("FOLDER", folder.toString());
    }

    private void mustHaveKeptPromises(CommandLine chengyun, int kills) {
        System.out.printf("%d kills%n", kills);
        assertAll(
                () -> mustBeExact(chengyun, "traffic.speed.site", "site", tailed),
                () -> mustBeExact(chengyun, "traffic.speed.site", "site", dropped),
                () -> mustBeExact(chengyun, "traffic.speed.site", "site", raw),
                () -> mustBeExact(chengyun, "traffic.speed.site", "site", pulled),
                () -> mustBeExact(chengyun, "traffic.speed.site", "site", pushed),
                () -> mustBeExact(chengyun, "air.pm25.station", "station", published),
                () -> mustBeExact(chengyun, "air.pm25.station", "station", sealed),
                () -> mustNotBeMore(chengyun, enciphered),
                () -> mustNotBeMore(chengyun, streamed),
                () -> mustNotBeMore(chengyun, logged),
                () -> mustNotBeMore(chengyun, scattered));
    }

    private static void mustBeExact(CommandLine chengyun, String metric, String by, Readings sent) throws Exception {
        assertThat(sent.count()).as(sent.site).isPositive();
        Instant deadline = Instant.now().plus(PATIENCE);
        Map<Instant, Long> held = perMinute(chengyun, metric, by, sent);
        while (total(held) < sent.count() && Instant.now().isBefore(deadline)) {
            Thread.sleep(1_000);
            held = perMinute(chengyun, metric, by, sent);
        }
        System.out.printf("%s: %d sent, %d in the database%n", sent.site, sent.count(), total(held));
        assertThat(held)
                .as("windows of %s, of %d readings", sent.site, sent.count())
                .isEqualTo(sent.perMinute());
    }

    /** These may lose what was under way at a kill: the protocol has no acknowledgement. */
    private static void mustNotBeMore(CommandLine chengyun, Readings sent) throws Exception {
        Map<Instant, Long> held = perMinute(chengyun, "traffic.speed.site", "site", sent);
        System.out.printf("%s: %d sent, %d in the database%n", sent.site, sent.count(), total(held));
        assertThat(total(held)).as(sent.site).isPositive();
        Map<Instant, Long> most = sent.perMinute();
        held.forEach((minute, n) ->
                assertThat(n).as("%s at %s", sent.site, minute).isLessThanOrEqualTo(most.getOrDefault(minute, 0L)));
    }

    private static long total(Map<Instant, Long> perMinute) {
        return perMinute.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<Instant, Long> perMinute(CommandLine chengyun, String metric, String by, Readings sent)
            throws Exception {
        var outcome = chengyun.run(
                "query",
                metric,
                "--window",
                "1m",
                "--from",
                Readings.START.toString(),
                "--to",
                Readings.START.plus(Duration.ofDays(2)).toString(),
                "--by",
                by + "=" + sent.site,
                "--json");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        Map<Instant, Long> minutes = new TreeMap<>();
        for (JsonNode row : new ObjectMapper().readTree(outcome.output())) {
            minutes.put(Instant.parse(row.get("start").asText()), row.get("n").asLong());
        }
        return minutes;
    }

    private void appendAndRotate() throws IOException {
        Path log = folder.resolve("readings.log");
        Files.writeString(log, tailed.detectors(10), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (tailed.count() % 2_000 == 0) {
            Files.move(log, folder.resolve("readings.log." + tailed.count() / 2_000), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void dropFile() throws IOException {
        Path made = folder.resolve("made.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made))) {
            out.write(dropped.detectors(2_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.move(made, folder.resolve("in").resolve(dropped.count() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void produce(KafkaProducer<byte[], byte[]> producer) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] line = raw.detector().getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>("k-raw", raw.count() % PARTITIONS, null, line)));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static CompletableFuture<?> publish(Mqtt5AsyncClient publisher, String topic, Readings readings) {
        return publisher
                .publishWith()
                .topic(topic + "/" + readings.site)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(readings.station().getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private void scatter() throws IOException {
        byte[] line = scattered.detector().getBytes(StandardCharsets.UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), udpPort));
        }
    }

    private interface Connector {
        Socket connect() throws IOException;
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Lines over a connection that breaks at each kill; then they go into a new one. */
    private static final class Stream implements Sender {
        private final Connector connector;
        private final Readings readings;
        private final String before;
        private Socket socket = new Socket();

        Stream(Connector connector, Readings readings, String before) {
            this.connector = connector;
            this.readings = readings;
            this.before = before;
        }

        @Override
        public void send() throws Exception {
            try {
                if (!socket.isConnected() || socket.isClosed()) {
                    socket = connector.connect();
                }
                var text = new StringBuilder();
                for (int i = 0; i < 10; i++) {
                    text.append(before).append(readings.detector()).append('\n');
                }
                socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                socket.close();
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (!admin.listTopics().names().get().contains("k-raw")) {
                List<NewTopic> raw = List.of(new NewTopic("k-raw", PARTITIONS, (short) 1));
                admin.createTopics(raw).all().get();
                Topics.awaitLeaders(admin, raw);
            }
        }
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Mqtt5AsyncClient publisher(MqttBroker broker) throws Exception {
        Mqtt5AsyncClient publisher = MqttClient.builder()
                .useMqttVersion5()
                .identifier("stations")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
        publisher.connect().get(10, TimeUnit.SECONDS);
        return publisher;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
