package org.chengyun.engine.bench.crash;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.Records;
import org.chengyun.engine.bench.topic.TrafficJson;
import org.chengyun.engine.bench.workload.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Writes the topic while the engine is being killed: as far as it is allowed to, then it waits. Idempotent, so that an outage
 * of Kafka neither loses nor repeats a record. Thread-safe.
 */
final class Feeder implements AutoCloseable {
    private static final long LOOK_MS = 20;
    private static final int PATIENCE_MS = 600_000;

    private final RaceTopic topic;
    private final Records records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
    private final Thread thread;
    private volatile long allowed;

    Feeder(String bootstrapServers, RaceTopic topic) {
        this.topic = topic;
        this.records = new TrafficJson(topic.traffic());
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                10,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MS));
        this.thread = Thread.ofPlatform().name("feeder").daemon().start(this::feed);
    }

    /** Lets it write up to that event. */
    void allow(long events) {
        allowed = Math.max(allowed, Math.min(events, topic.events()));
    }

    /** Lets it write everything, with the end markers, and waits until Kafka has it. */
    void finish() throws InterruptedException {
        allow(topic.events());
        thread.join();
        producer.flush();
        Exception failure = trouble.get();
        if (failure != null) {
            throw new IllegalStateException("the feed was not written: " + failure.getMessage(), failure);
        }
    }

    private void feed() {
        try {
            for (long i = 0; i < topic.events(); i++) {
                while (i >= allowed) {
                    Thread.sleep(LOOK_MS);
                }
                int key = records.key(i);
                byte[] name = records.keyBytes(key);
                send(key % Traffic.PARTITIONS, name, records.value(i));
            }
            for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
                send(partition, new byte[] {'E', 'N', 'D'}, records.marker(partition));
            }
        } catch (InterruptedException e) {
            trouble.compareAndSet(null, e);
        }
    }

    private void send(int partition, byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), partition, key, value), (sent, failure) -> {
            if (failure != null) {
                trouble.compareAndSet(null, failure);
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}
