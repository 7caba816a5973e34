package org.chengyun.engine.runner.loop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Sends random observations of the dataset {@code probe} in Kafka transactions, some of which are aborted, and knows what
 * must be counted of them.
 */
final class ProbeFeed implements AutoCloseable {
    static final long BASE_MS = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final int PER_TRANSACTION = 500;

    private final Dataset dataset;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ObservationEncoder encoder;
    private final Repeats repeats;
    private long sent;
    private long duplicates;
    private long poison;
    private double speedSum;
    /** Road and minute → how many. */
    private final Map<String, Long> perMinute = new TreeMap<>();

    ProbeFeed(String bootstrap, Dataset dataset, long seed) throws ExecutionException, InterruptedException {
        this.dataset = dataset;
        this.random = new Random(seed);
        this.encoder = new ObservationEncoder(dataset.schema());
        this.repeats = new Repeats(dataset, random);
        FreshTopic.create(bootstrap, new NewTopic(dataset.topic(), dataset.partitions(), (short) 1));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "probe-" + seed),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Sends about {@code count} records. */
    void send(int count) {
        for (int done = 0; done < count; done += PER_TRANSACTION) {
            producer.beginTransaction();
            if (random.nextInt(8) == 0) {
                for (int i = 0; i < PER_TRANSACTION; i++) {
                    send(record("R9", BASE_MS, 1_000_000.0));
                }
                producer.flush();
                producer.abortTransaction();
                continue;
            }
            for (int i = 0; i < PER_TRANSACTION; i++) {
                send(next());
            }
            producer.commitTransaction();
        }
    }

    /** Sends a batch of one record that will be damaged before anybody reads it: it counts as one rejected record. */
    void sendDoomed(int partition, String text) {
        sent++;
        poison++;
        producer.beginTransaction();
        send(new ProducerRecord<>(dataset.topic(), partition, null, text.getBytes(StandardCharsets.UTF_8)));
        producer.commitTransaction();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        // A failure fails the transaction, too.
        var unused = producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> next() {
        sent++;
        if (random.nextInt(200) == 0) {
            poison++;
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            return new ProducerRecord<>(dataset.topic(), random.nextInt(dataset.partitions()), null, garbage);
        }
        if (repeats.isDue()) {
            return counted(repeats.next());
        }
        String road = "R" + random.nextInt(20);
        long atMs = BASE_MS + sent * 20 - random.nextInt(200_000);
        double speed = random.nextInt(1000) / 8.0;
        return counted(new Repeats.Sent(road, atMs, speed));
    }

    private ProducerRecord<byte[], byte[]> counted(Repeats.Sent reading) {
        String road = reading.road();
        long atMs = reading.atMs();
        double speed = reading.speed();
        if (repeats.isRepeated(partition(road), reading)) {
            duplicates++;
            return record(road, atMs, speed);
        }
        perMinute.merge(road + " " + Instant.ofEpochMilli(atMs - Math.floorMod(atMs, 60_000L)), 1L, Long::sum);
        speedSum += speed;
        return record(road, atMs, speed);
    }

    private ProducerRecord<byte[], byte[]> record(String road, long atMs, double speed) {
        byte[] value = encoder.encode(new @Nullable Object[] {atMs, road, "A1", speed});
        return new ProducerRecord<>(dataset.topic(), partition(road), road.getBytes(StandardCharsets.UTF_8), value);
    }

    private int partition(String road) {
        return Math.floorMod(road.hashCode(), dataset.partitions());
    }

    /** Repeated readings that must not count again. */
    long duplicates() {
        return duplicates;
    }

    long sent() {
        return sent;
    }

    long poison() {
        return poison;
    }

    double speedSum() {
        return speedSum;
    }

    Map<String, Long> perMinute() {
        return perMinute;
    }

    @Override
    public void close() {
        producer.close();
    }
}
