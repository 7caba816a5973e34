package org.chengyun.engine.bench.topic;

import static org.apache.kafka.clients.producer.ProducerConfig.*;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.bench.workload.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Produces readings of now at a steady rate, and probes among them. {@link #run} belongs to one thread; probes and the end
 * may come from others.
 */
public final class LiveFeed implements AutoCloseable {
    private static final long TICK_NS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;

    private final String topic;
    private final int perSecond;
    private final TimedRecords records;
    private final TimedRecords probes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
    private volatile boolean stopped;
    private volatile long sent;

    /** Begins with an empty topic. A {@code schema} makes it Avro; JSON without. */
    public LiveFeed(String bootstrapServers, String topic, int perSecond, int sensors, @Nullable Schema schema)
            throws ExecutionException, InterruptedException {
        this.topic = topic;
        this.perSecond = perSecond;
        var traffic = new Traffic(1, Long.MAX_VALUE / Traffic.SPAN_MS, sensors, false);
        this.records = schema == null ? new TrafficJson(traffic) : new TrafficAvro(traffic, schema);
        this.probes = schema == null ? new TrafficJson(traffic) : new TrafficAvro(traffic, schema);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicLoader.createEmpty(admin, topic);
        }
        this.producer = new KafkaProducer<>(Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                COMPRESSION_TYPE_CONFIG,
                "lz4",
                LINGER_MS_CONFIG,
                5,
                BATCH_SIZE_CONFIG,
                64 << 10));
    }

    /** Produces until {@link #stop}. */
    public void run() {
        long startNs = System.nanoTime();
        long i = 0;
        while (!stopped) {
            long due = (System.nanoTime() - startNs) * perSecond / NS_PER_SECOND;
            long nowMs = System.currentTimeMillis();
            for (; i < due; i++) {
                send(records.keyBytes(records.key(i)), records.value(i, nowMs));
            }
            sent = i;
            LockSupport.parkNanos(TICK_NS);
        }
    }

    /** One reading of {@code sensor} at {@code eventTimeMs}. One thread only. */
    public void probe(String sensor, long eventTimeMs) {
        send(sensor.getBytes(java.nio.charset.StandardCharsets.US_ASCII), probes.probe(sensor, eventTimeMs));
    }

    private void send(byte[] key, byte[] value) {
        var unused =
                producer.send(new ProducerRecord<>(topic, TopicLoader.partition(key), key, value), (where, failure) -> {
                    if (failure != null) {
                        trouble.compareAndSet(null, failure);
                    }
                });
    }

    /** How many readings were given to the producer, probes apart. */
    public long sent() {
        return sent;
    }

    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        stop();
        producer.close();
        @Nullable Throwable first = trouble.get();
        if (first != null) {
            throw new IllegalStateException("producing failed: " + first.getMessage(), first);
        }
    }
}
