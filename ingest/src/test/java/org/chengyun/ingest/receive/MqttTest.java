package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Lines;
import org.chengyun.ingest.testing.Mosquitto;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Ports;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real MQTT broker in front, a real Kafka behind. */
class MqttTest {
    private static final int KILLS = 5;

    @TempDir
    private static Path brokerFolder;

    private static Parts parts;
    private static Mosquitto mosquitto;

    @TempDir
    private Path folder;

    private final Lines lines = new Lines();
    private final List<CompletableFuture<?>> published = new ArrayList<>();
    private Mqtt5AsyncClient publisher;
    private String id = "";

    @BeforeAll
    static void connect() throws Exception {
        mosquitto = Mosquitto.start(brokerFolder);
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() throws InterruptedException {
        if (parts != null) {
            parts.close();
            mosquitto.stop();
        }
    }

    @BeforeEach
    void connectPublisher(TestInfo test) throws Exception {
        id = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT)
                + test.getDisplayName().replaceAll("[^0-9]", "");
        publisher = MqttClient.builder()
                .useMqttVersion5()
                .identifier("publisher-of-" + id)
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port)
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
        publisher
                .connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3600)
                .send()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void disconnectPublisher() throws Exception {
        publisher.disconnect().get(10, TimeUnit.SECONDS);
    }

    private String feed(String more) {
        return "- { id: %s, dataset: portal, format: access-log, mqtt: { topics: ['%s/#'], %s } }\n"
                .formatted(id, id, more);
    }

    private String plain() {
        return "server: 'mqtt://127.0.0.1:%d'".formatted(mosquitto.port);
    }

    private Receiving receiving(String more) throws IOException {
        return Receiving.of(folder, feed(more), parts, "");
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            published.add(publisher
                    .publishWith()
                    .topic(id + "/" + i % 7)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(lines.next().getBytes(StandardCharsets.UTF_8))
                    .send());
        }
    }

    private void awaitPublished() throws Exception {
        CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** Subscribed: from now on the broker keeps what is published. */
    private void awaitSubscribed() throws Exception {
        awaitSubscribed(id, "");
    }

    private static void awaitSubscribed(String feed, String instance) throws InterruptedException {
        String client = "chengyun-" + feed + (instance.isEmpty() ? "" : "-" + instance);
        Receiving.await("the subscription of " + client, () -> logged(client + " 1 "));
    }

    private static boolean logged(String text) {
        try {
            return Files.readString(brokerFolder.resolve("mosquitto.log")).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(strings = {"3.1.1", "5"})
    void shouldTakeEveryMessageOnce(String version) throws Exception {
        try (var receiving = receiving(plain() + ", version: " + version)) {
            awaitSubscribed();
            publish(version.equals("5") ? 5_000 : 1_000);
            awaitPublished();
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        // acknowledged, every one of them: the session holds nothing for the next process
        try (var again = receiving(plain() + ", version: " + version)) {
            Thread.sleep(1_000);
            lines.mustBeSentOnceBy(id);
            again.mustWork();
        }
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(strings = {"3.1.1", "5"})
    void shouldTakeWhatCameWhileItWasDown(String version) throws Exception {
        try (var receiving = receiving(plain() + ", version: " + version)) {
            awaitSubscribed();
            receiving.mustWork();
        }
        publish(500);
        awaitPublished();
        try (var receiving = receiving(plain() + ", version: " + version)) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldShareASubscription() throws Exception {
        String shared = plain() + ", shared: city";
        try (var one = Receiving.of(folder, feed(shared), parts, "one");
                var two = Receiving.of(folder, feed(shared), parts, "two")) {
            awaitSubscribed(id, "one");
            awaitSubscribed(id, "two");
            publish(3_000);
            awaitPublished();
            lines.mustBeSentOnceBy(id);
            one.mustWork();
            two.mustWork();
            assertThat(parts.outbox.positions("receive:" + id))
                    .containsOnlyKeys("receive:" + id + ":one", "receive:" + id + ":two");
        }
    }

    @Test
    void shouldSpeakTls() throws Exception {
        Files.copy(brokerFolder.resolve("broker.pem"), folder.resolve("ca.pem"));
        String server = "server: 'mqtts://localhost:%d'".formatted(mosquitto.tlsPort);
        try (var receiving = receiving(server)) {
            Receiving.await(
                    "trouble",
                    () -> receiving
                            .receivers
                            .troubles()
                            .getOrDefault(id, "")
                            .startsWith("MQTT broker localhost:%d: nobody we trust issued its TLS certificate"
                                    .formatted(mosquitto.tlsPort)));
        }
        try (var receiving = receiving(server + ", tls: { ca: ca.pem }")) {
            awaitSubscribed();
            publish(200);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "5, mqtt://localhost:NOBODY, connection refused: nothing listens there",
        "3.1.1, mqtt://localhost:NOBODY, connection refused: nothing listens there",
        "5, mqtt://no-such-host.invalid:1883, nobody knows a host of this name",
        "5, mqtts://localhost:PLAIN, it closed the connection without an answer",
        "5, mqtt://localhost:TLS, it closed the connection without an answer"
    })
    void shouldSayWhyNothingComes(String version, String server, String why) throws Exception {
        mustSay(version, server, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldSayThatTheBrokerLetsNobodyIn(String version) throws Exception {
        Mosquitto locked = Mosquitto.startLocked(Files.createDirectory(folder.resolve("locked")));
        try {
            mustSay(version, "mqtt://localhost:" + locked.port, "the broker does not let us in (NOT_AUTHORIZED)");
        } finally {
            locked.stop();
        }
    }

    private void mustSay(String version, String server, String why) throws Exception {
        String address = server.replace("NOBODY", Integer.toString(Ports.free()))
                .replace("PLAIN", Integer.toString(mosquitto.port))
                .replace("TLS", Integer.toString(mosquitto.tlsPort));
        try (var receiving = receiving("server: '%s', version: '%s'".formatted(address, version))) {
            Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
            assertThat(receiving.receivers.troubles().get(id))
                    .startsWith("MQTT broker %s: ".formatted(address.substring(address.indexOf("//") + 2)))
                    .contains(why);
        }
    }

    @Test
    void shouldGoOnAfterTheBrokerWasAway() throws Exception {
        try (var receiving = receiving(plain())) {
            awaitSubscribed();
            publish(300);
            awaitPublished();
            lines.mustBeSentOnceBy(id);
            mosquitto.stop();
            Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
            // the publisher waits for the broker, too
            Thread publishing = Thread.ofVirtual().start(() -> publish(300));
            mosquitto.restart();
            publishing.join();
            awaitPublished();
            lines.mustBeSentBy(id, Duration.ofSeconds(30));
            receiving.mustWork();
        }
    }

    @Test
    void shouldAcknowledgeOnlyWhatKafkaHas() throws Exception {
        try (var receiving = receiving(plain() + ", window: 100")) {
            awaitSubscribed();
            publish(10);
            lines.mustBeSentOnceBy(id);
            Broker.stack().kill(Part.KAFKA);
            publish(1_000);
            awaitPublished();
            Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
            // closed while Kafka is away: nothing of it is acknowledged
        } finally {
            Broker.stack().start(Part.KAFKA);
        }
        try (Parts later = new Parts(Broker.bootstrap()).ready();
                var receiving = Receiving.of(folder, feed(plain()), later, "")) {
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldRejectWhatIsNotInTheFormat() throws Exception {
        try (var receiving = receiving(plain())) {
            awaitSubscribed();
            publisher
                    .publishWith()
                    .topic(id + "/bad")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[] {1, 2, 3})
                    .send();
            publisher
                    .publishWith()
                    .topic(id + "/empty")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            publish(20);
            lines.mustBeSentOnceBy(id);
            var kept = Broker.committed("chengyun.quarantine", id);
            assertThat(kept).hasSize(1);
            assertThat(kept.get(0).value()).containsExactly(1, 2, 3);
            assertThat(Broker.header(kept.get(0), "source")).isEqualTo("topic " + id + "/bad");
            receiving.mustWork();
        }
    }

    @Test
    void shouldLoseNothingWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), feed(plain()));
        var random = new Random(5);
        var done = new AtomicBoolean();
        KilledProcess receiver = KilledProcess.start(feeds).ready();
        awaitSubscribed();
        Thread load = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                publish(10);
                pause(10);
            }
        });
        for (int kill = 0; kill < KILLS; kill++) {
            int before = Lines.sent(id);
            Receiving.await("records", () -> Lines.sent(id) > before);
            Thread.sleep(random.nextInt(400));
            receiver.kill();
            receiver = KilledProcess.start(feeds).ready();
        }
        done.set(true);
        load.join();
        awaitPublished();
        int repeated = lines.mustBeSentBy(id, Duration.ofSeconds(90));
        receiver.kill();
        // what was committed and not yet acknowledged comes again: at most a window for each kill
        assertThat(repeated).isLessThanOrEqualTo(KILLS * 2_000);
        System.out.printf("%d messages, %d kills, %d came twice%n", lines.count(), KILLS, repeated);
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
