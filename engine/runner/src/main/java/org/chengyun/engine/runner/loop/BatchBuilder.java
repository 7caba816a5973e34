package org.chengyun.engine.runner.loop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.store.Batch;
import org.chengyun.engine.runner.store.Quarantined;
import org.jspecify.annotations.Nullable;

/**
 * Collects a micro-batch from polled records. A record is folded where it lies in the fetched bytes, while the consumer
 * builds its answer, instead of being copied out first; so whenever a poll fails the batch is in doubt, and the session
 * must end. Not thread-safe: the poll thread owns it.
 */
final class BatchBuilder implements Deserializer<BatchBuilder.Folded> {
    private static final byte[] NOTHING = new byte[0];

    /** What became of a record. Reused in the next poll. */
    static final class Folded {
        private long eventTimeMs;
        private @Nullable Rejection rejection;
        private byte[] rejected = NOTHING;
    }

    private final Dataset dataset;
    private final DatasetFold fold;
    private final Map<Integer, Long> from = new HashMap<>();
    private final Map<Integer, Long> to = new HashMap<>();
    private final Map<Integer, Long> newestMs = new HashMap<>();
    private Deltas deltas;
    private List<Quarantined> quarantined = new ArrayList<>();
    private final List<Folded> pool = new ArrayList<>();
    /** Records of this poll that were folded, and those that were accounted for. */
    private int folded;

    private int accounted;
    private long watermarkMs;
    private long nowMs;
    private long startedNs;

    BatchBuilder(Dataset dataset, DatasetFold fold) {
        this.dataset = dataset;
        this.fold = fold;
        this.deltas = fold.newDeltas();
    }

    /** A partition joins at its committed position. */
    void assign(int partition, long position, long newestEventTimeMs) {
        from.put(partition, position);
        to.put(partition, position);
        newestMs.put(partition, newestEventTimeMs);
    }

    /** Partitions leave; what was collected must have been committed. */
    void revokeAll() {
        from.clear();
        to.clear();
        newestMs.clear();
    }

    boolean isEmpty() {
        return deltas.eventsIn() == 0;
    }

    long ageNs(long nowNs) {
        return isEmpty() ? 0 : nowNs - startedNs;
    }

    int rows() {
        return deltas.rows() + quarantined.size();
    }

    /** Newest event time of a partition that was folded so far, epoch ms. */
    long newestMs(int partition) {
        return newestMs.getOrDefault(partition, PartitionProgress.NONE);
    }

    /** Before each poll: what the records that it brings are measured by. */
    void expect(long watermark, long now) {
        watermarkMs = watermark;
        nowMs = now;
        folded = 0;
        accounted = 0;
        if (isEmpty()) {
            startedNs = System.nanoTime();
        }
    }

    @Override
    public Folded deserialize(String topic, byte[] data) {
        return deserialize(topic, null, ByteBuffer.wrap(data));
    }

    @Override
    public Folded deserialize(String topic, @Nullable Headers headers, ByteBuffer data) {
        if (folded == pool.size()) {
            pool.add(new Folded());
        }
        Folded outcome = pool.get(folded++);
        int offset = data.arrayOffset() + data.position();
        outcome.rejection = fold.fold(data.array(), offset, data.remaining(), watermarkMs, nowMs, deltas);
        if (outcome.rejection == null) {
            outcome.eventTimeMs = fold.lastEventTimeMs();
        } else {
            outcome.rejected = Arrays.copyOfRange(data.array(), offset, offset + data.remaining());
        }
        return outcome;
    }

    /**
     * Accounts for the records of one partition that the poll has brought.
     *
     * @param position of the consumer behind them; records of aborted transactions and markers lie between
     */
    void add(int partition, List<ConsumerRecord<byte[], Folded>> records, long position) {
        long newest = newestMs(partition);
        for (ConsumerRecord<byte[], Folded> record : records) {
            Folded outcome = record.value();
            if (outcome == null) {
                Rejection rejection = fold.fold(null, watermarkMs, nowMs, deltas);
                quarantined.add(quarantined(record, Objects.requireNonNull(rejection), NOTHING));
                continue;
            }
            accounted++;
            if (outcome.rejection == null) {
                newest = Math.max(newest, outcome.eventTimeMs);
            } else {
                quarantined.add(quarantined(record, outcome.rejection, outcome.rejected));
                outcome.rejected = NOTHING;
            }
        }
        newestMs.put(partition, newest);
        to.put(partition, position);
    }

    /** After each poll, when all its records were added. */
    void requireAllAccounted() {
        if (folded != accounted) {
            throw new Rejoin("%d records were folded and %d delivered".formatted(folded, accounted));
        }
    }

    private Quarantined quarantined(ConsumerRecord<byte[], Folded> record, Rejection rejection, byte[] bytes) {
        Header feed = record.headers().lastHeader("feed");
        return new Quarantined(
                Instant.ofEpochMilli(record.timestamp()),
                dataset.id(),
                feed == null ? "unknown" : new String(feed.value(), StandardCharsets.UTF_8),
                "engine",
                rejection.code(),
                rejection.meaning(),
                "%s, partition %d, offset %d".formatted(record.topic(), record.partition(), record.offset()),
                bytes,
                record.topic(),
                record.partition(),
                record.offset());
    }

    /** Takes what was collected and goes on with {@code next}, which must be empty. */
    Batch take(Deltas next, Instant now) {
        Map<Integer, OffsetRange> ranges = new HashMap<>();
        to.forEach((partition, end) -> {
            long begin = from.getOrDefault(partition, end);
            if (end > begin) {
                ranges.put(partition, new OffsetRange(begin, end, newestMs(partition)));
            }
        });
        var batch = new Batch(Map.copyOf(ranges), deltas, quarantined, now, ageNs(System.nanoTime()) / 1_000_000);
        from.putAll(to);
        deltas = next;
        quarantined = new ArrayList<>();
        return batch;
    }
}
