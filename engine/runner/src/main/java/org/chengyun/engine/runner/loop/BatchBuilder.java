package org.chengyun.engine.runner.loop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.store.Batch;
import org.chengyun.engine.runner.store.Quarantined;

/** Collects a micro-batch from polled records. Not thread-safe: the poll thread owns it. */
final class BatchBuilder {
    private static final byte[] NOTHING = new byte[0];

    private final Dataset dataset;
    private final DatasetFold fold;
    private final Map<Integer, Long> from = new HashMap<>();
    private final Map<Integer, Long> to = new HashMap<>();
    private final Map<Integer, Long> newestMs = new HashMap<>();
    private Deltas deltas;
    private List<Quarantined> quarantined = new ArrayList<>();
    private long foldNs;
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

    /**
     * Folds the records of one partition.
     *
     * @param position of the consumer behind them; records of aborted transactions and markers lie between
     */
    void add(int partition, List<ConsumerRecord<byte[], byte[]>> records, long position, long watermarkMs, long nowMs) {
        long beganNs = System.nanoTime();
        if (isEmpty()) {
            startedNs = beganNs;
        }
        long newest = newestMs(partition);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Rejection rejection = fold.fold(record.value(), watermarkMs, nowMs, deltas);
            if (rejection == null) {
                newest = Math.max(newest, fold.lastEventTimeMs());
            } else {
                quarantined.add(quarantined(record, rejection));
            }
        }
        newestMs.put(partition, newest);
        to.put(partition, position);
        foldNs += System.nanoTime() - beganNs;
    }

    private Quarantined quarantined(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        Header feed = record.headers().lastHeader("feed");
        byte[] bytes = record.value() == null ? NOTHING : record.value();
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
        var batch = new Batch(Map.copyOf(ranges), deltas, quarantined, now, foldNs / 1_000_000);
        from.putAll(to);
        deltas = next;
        quarantined = new ArrayList<>();
        foldNs = 0;
        return batch;
    }
}
