package org.chengyun.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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

/**
 * What the positions topic says, in memory. Committed transactions only.
 *
 * <p>Thread-safe: readers see a concurrent map, one thread at a time reads on.
 */
final class PositionLog implements AutoCloseable {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.POSITIONS, 0);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final Map<String, Object> consumerConfig;
    private final ConcurrentSkipListMap<String, Known> positions = new ConcurrentSkipListMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private long nextOffset;

    /**
     * A position with its place in the topic: what this process wrote is known before it is read back, and must not be
     * replaced by something older.
     *
     * @param value null if it was removed
     */
    private record Known(long offset, @Nullable String value) {}

    PositionLog(Admin admin, String bootstrapServers) {
        this.admin = admin;
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
                "chengyun-ingest-positions",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    Optional<String> get(String key) {
        Known known = positions.get(key);
        return known == null ? Optional.empty() : Optional.ofNullable(known.value);
    }

    /** A copy of all positions whose keys begin so, in the order of their keys. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        positions.subMap(prefix, prefix + Character.MAX_VALUE).forEach((key, known) -> {
            if (known.value != null) {
                found.put(key, known.value);
            }
        });
        return found;
    }

    /** Takes note of a committed position; null if it was removed. */
    void committed(String key, long offset, @Nullable String value) {
        positions.merge(key, new Known(offset, value), (known, later) -> later.offset >= known.offset ? later : known);
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
            throw new KafkaAway("cannot read %s: %s".formatted(Topics.POSITIONS, e.getMessage()), e);
        } finally {
            reading.unlock();
        }
    }

    private void readTo(long end, long deadline) {
        KafkaConsumer<byte[], byte[]> reader = reader();
        while (reader.position(PARTITION) < end) {
            reader.poll(POLL).records(PARTITION).forEach(this::apply);
            if (reader.position(PARTITION) < end && System.nanoTime() > deadline) {
                throw new KafkaAway("%s cannot be read to its end: a transaction of another writer is still open"
                        .formatted(Topics.POSITIONS));
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            reader = new KafkaConsumer<>(consumerConfig);
            reader.assign(List.of(PARTITION));
            reader.seek(PARTITION, nextOffset);
            consumer = reader;
        }
        return reader;
    }

    private void apply(ConsumerRecord<byte[], byte[]> entry) {
        String key = new String(entry.key(), StandardCharsets.UTF_8);
        String value = entry.value() == null ? null : new String(entry.value(), StandardCharsets.UTF_8);
        committed(key, entry.offset(), value);
        nextOffset = entry.offset() + 1;
        // nothing older will be read again
        positions.computeIfPresent(key, (k, known) -> known.value == null && known.offset < nextOffset ? null : known);
    }

    /** The end as the broker stores it, not as committed readers see it. */
    private long endOffset(Duration patience) {
        try {
            return admin.listOffsets(
                            Map.of(PARTITION, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(PARTITION)
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
