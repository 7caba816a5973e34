package org.chengyun.engine.bench.ingest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.receive.Receivers;
import org.chengyun.launcher.software.Mosquitto;
import org.jspecify.annotations.Nullable;

/**
 * A process that subscribes to an MQTT broker, and publishes there: messages of QoS 1, each acknowledged when Kafka has
 * committed it. Arguments: bootstrap servers, the program of the broker Mosquitto, a folder for its output, messages.
 */
final class Subscribing {
    private static final long WARM_UP = 50_000;
    private static final int WINDOW = 4_000;
    private static final int UNDER_WAY = 2_000;
    private static final long START_MS = 1_795_000_000_000L;
    private static final long LOOK_MS = 5;
    /** Mosquitto throws away what is more than a thousand messages behind, unless it is told not to. */
    private static final String SETTINGS = "max_queued_messages 0\nset_tcp_nodelay true\n";

    private static final String TOPIC = "traffic/bench/readings";

    private final Ingesting ingesting;
    private final Mqtt5AsyncClient publisher;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private volatile @Nullable Throwable failed;
    private long published;
    private long bytes;

    private Subscribing(Ingesting ingesting, int port) {
        this.ingesting = ingesting;
        this.publisher = MqttClient.builder()
                .useMqttVersion5()
                .identifier("bench-publisher")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        long messages = Long.parseLong(arguments[3]);
        try (var ingesting = new Ingesting(arguments[0]);
                Mosquitto broker = Mosquitto.start(Path.of(arguments[1]), folder, SETTINGS);
                Receivers receivers = receivers(ingesting, broker.port(), folder.resolve("bench-feeds.yaml"))) {
            var subscribing = new Subscribing(ingesting, broker.port());
            receivers.start();
            subscribing.publisher.connect().get();
            subscribing.awaitSubscription();
            subscribing.send(Math.min(WARM_UP, messages));
            long heapBefore = Result.heapAfterCollection();
            long before = subscribing.committed();
            long bytesBefore = subscribing.bytes;
            long startNs = System.nanoTime();
            subscribing.send(messages);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            long committed = subscribing.committed() - before;
            new Result(
                            committed,
                            subscribing.bytes - bytesBefore,
                            seconds,
                            0,
                            heapBefore,
                            Result.heapAfterCollection(),
                            Map.of("observations", committed))
                    .print();
            subscribing.publisher.disconnect().get();
        }
        // the client's threads would stay
        Runtime.getRuntime().exit(0);
    }

    private static Receivers receivers(Ingesting ingesting, int port, Path definition) throws IOException {
        Files.writeString(definition, """
                - id: bench
                  dataset: traffic
                  format: detector-json
                  mqtt:
                    server: mqtt://127.0.0.1:%d
                    topics: [%s]
                    version: 5
                    window: %d
                """.formatted(port, TOPIC, WINDOW));
        var feeds = Feeds.read(definition, ingesting.intake.decoders());
        var loads = new Loads(ingesting.intake, ingesting.outbox, (job, topic) -> Map.of(), ingesting.meters);
        return new Receivers(feeds, "", ingesting.intake, loads, ingesting.outbox, ingesting.meters);
    }

    private long committed() {
        return (long) ingesting
                .registry
                .counter("chengyun.ingest.observations", "dataset", "traffic", "feed", "bench")
                .count();
    }

    /** What is published before somebody subscribes is not kept; so one by one until the first is committed. */
    private void awaitSubscription() throws Exception {
        while (committed() == 0) {
            publish();
            Thread.sleep(100);
        }
        published = committed();
        Thread.sleep(1_000);
        published = committed();
    }

    /** Publishes so many, and waits until Kafka has all of them. */
    private void send(long messages) throws Exception {
        for (long i = 0; i < messages; i++) {
            publish();
        }
        while (committed() < published) {
            rethrow();
            Thread.sleep(LOOK_MS);
        }
    }

    private void publish() throws Exception {
        room.acquire();
        rethrow();
        byte[] payload = payload(published++);
        bytes += payload.length;
        CompletableFuture<?> sent = publisher
                .publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
        var unused = sent.whenComplete((done, failure) -> {
            room.release();
            if (failure != null) {
                failed = failure;
            }
        });
    }

    private void rethrow() throws IOException {
        Throwable failure = failed;
        if (failure != null) {
            throw new IOException("a message could not be published", failure);
        }
    }

    private static byte[] payload(long reading) {
        return "{\"site\":\"D%d\",\"at\":%d,\"speed_kmh\":%d.%d,\"volume\":%d,\"occupancy\":0.1%d}"
                .formatted(
                        10_000 + reading % 5_000,
                        START_MS + reading / 5_000 * 1_000,
                        20 + reading % 80,
                        reading % 10,
                        reading % 40,
                        reading % 9)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
