package org.chengyun.engine.runner.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.log.RecordCursor;
import org.chengyun.engine.runner.log.RecordSink;
import org.chengyun.engine.runner.store.Batch;
import org.chengyun.engine.runner.store.Quarantined;

/**
 * Collects a micro-batch from the records that the log brings: each is folded where it lies in the fetched bytes. Not
 * thread-safe: the poll thread owns it.
 */
final class BatchBuilder implements RecordSink {
    private final Dataset dataset;
    private final DatasetFold fold;
    private final Map<Integer, Long> from = new HashMap<>();
    private final Map<Integer, Long> to = new HashMap<>();
    private final Map<Integer, Long> newestMs = new HashMap<>();
    /** When a partition last brought records, or was assigned; {@link System#nanoTime}. */
    private final Map<Integer, Long> activeNs = new HashMap<>();

    private Deltas deltas;
    private List<Quarantined> quarantined = new ArrayList<>();
    private long watermarkMs;
    private long nowMs;
    /** Of the partition whose records are being taken. */
    private int partition;

    private long newest;
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
        activeNs.put(partition, System.nanoTime());
    }

    /** Partitions leave; what was collected must have been committed. */
    void revokeAll() {
        from.clear();
        to.clear();
        newestMs.clear();
        activeNs.clear();
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
    }

    long activeNs(int partitionAsked) {
        return Objects.requireNonNull(activeNs.get(partitionAsked));
    }

    @Override
    public void begin(int ofPartition) {
        if (isEmpty()) {
            startedNs = System.nanoTime();
        }
        partition = ofPartition;
        newest = newestMs(partition);
    }

    @Override
    public void take(RecordCursor record) {
        Rejection rejection = record.valueLength() < 0
                ? fold.fold(null, watermarkMs, nowMs, deltas)
                : fold.fold(record.bytes(), record.valueAt(), record.valueLength(), watermarkMs, nowMs, deltas);
        if (rejection == null) {
            newest = Math.max(newest, fold.lastEventTimeMs());
        } else {
            quarantined.add(quarantined(record, rejection));
        }
    }

    @Override
    public void end(int ofPartition, long position) {
        newestMs.put(ofPartition, newest);
        activeNs.put(ofPartition, System.nanoTime());
        to.put(ofPartition, position);
    }

    private Quarantined quarantined(RecordCursor record, Rejection rejection) {
        return new Quarantined(
                Instant.ofEpochMilli(record.timestampMs()),
                dataset.id(),
                record.header("feed", "unknown"),
                "engine",
                rejection.code(),
                rejection.meaning(),
                "%s, partition %d, offset %d".formatted(dataset.topic(), partition, record.offset()),
                record.value(),
                dataset.topic(),
                partition,
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
