package org.chengyun.engine.runner.loop;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.jspecify.annotations.Nullable;

/** Sends small records of the dataset {@code probe} as fast as Kafka takes them, to all of so many roads in turn. */
final class FloodFeed implements AutoCloseable {
    private final Dataset dataset;
    private final ObservationEncoder encoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private long sent;

    FloodFeed(String bootstrap, Dataset dataset, Map<String, String> topicConfig)
            throws ExecutionException, InterruptedException {
        this.dataset = dataset;
        this.encoder = new ObservationEncoder(dataset.schema());
        FreshTopic.create(
                bootstrap, new NewTopic(dataset.topic(), dataset.partitions(), (short) 1).configs(topicConfig));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        256 << 10,
                        "max.request.size",
                        32 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends so many observations of roads {@code first}, {@code first + 1} … in turn, with a speed of 60. */
    void send(long count, int first, int roads) {
        for (long i = 0; i < count; i++) {
            send(observation("R%07d".formatted(first + i % roads), ProbeFeed.BASE_MS + sent / 50_000 * 1_000, 60.0));
        }
        producer.flush();
    }

    byte[] observation(String road, long atMs, double speed) {
        return encoder.encode(new @Nullable Object[] {atMs, road, "A1", speed});
    }

    /** Sends any bytes. */
    void send(byte @Nullable [] value) {
        // What Kafka does not take is missed when the tables are compared.
        var unused = producer.send(new ProducerRecord<>(
                dataset.topic(), (int) (sent % dataset.partitions()), "k".getBytes(StandardCharsets.UTF_8), value));
        sent++;
    }

    void flush() {
        producer.flush();
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close();
    }
}
