package org.chengyun.ingest.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a compacted topic of one partition, committed transactions only, each record once. Thread-safe: one thread at a time reads on. */
final class LogReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final TopicPartition partition;
    private final Map<String, Object> consumerConfig;
    private final Consumer<ConsumerRecord<byte[], byte[]>> apply;
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private long nextOffset;

    /**
     * @param client name of the consumer at the broker
     * @param apply called with each record, in their order
     */
    LogReader(
            Admin admin,
            String bootstrapServers,
            String topic,
            String client,
            Consumer<ConsumerRecord<byte[], byte[]>> apply) {
        this.admin = admin;
        this.partition = new TopicPartition(topic, 0);
        this.apply = apply;
        this.consumerConfig = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.CLIENT_ID_CONFIG,
                client,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    /**
     * Reads on until everything is known that was in the topic when this was called, also what was then in open
     * transactions: after it, a transaction of ours that ended is known to be committed or not to be.
     *
     * @throws KafkaAway if that takes longer than {@code patience}
     */
    void readToEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        reading.lock();
        try {
            readTo(endOffset(patience), deadline);
        } catch (KafkaException e) {
            close();
            throw new KafkaAway("cannot read %s: %s".formatted(partition.topic(), e.getMessage()), e);
        } finally {
            reading.unlock();
        }
    }

    private void readTo(long end, long deadline) {
        KafkaConsumer<byte[], byte[]> reader = reader();
        while (reader.position(partition) < end) {
            reader.poll(POLL).records(partition).forEach(this::apply);
            if (reader.position(partition) < end && System.nanoTime() > deadline) {
                throw new KafkaAway("%s cannot be read to its end: a transaction of another writer is still open"
                        .formatted(partition.topic()));
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            reader = new KafkaConsumer<>(consumerConfig);
            reader.assign(List.of(partition));
            reader.seek(partition, nextOffset);
            consumer = reader;
        }
        return reader;
    }

    private void apply(ConsumerRecord<byte[], byte[]> entry) {
        apply.accept(entry);
        nextOffset = entry.offset() + 1;
    }

    /** The end as the broker stores it, not as committed readers see it. */
    private long endOffset(Duration patience) {
        try {
            return admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka does not say where the topic ends", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Gives the consumer back; the next read goes on where this one ended. */
    @Override
    public void close() {
        reading.lock();
        try {
            KafkaConsumer<byte[], byte[]> reader = consumer;
            consumer = null;
            if (reader != null) {
                reader.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        } finally {
            reading.unlock();
        }
    }
}
