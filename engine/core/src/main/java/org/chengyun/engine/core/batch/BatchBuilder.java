package org.chengyun.engine.core.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;

/**
 * Collects a micro-batch from the records that the log brings. {@code nowNs} is a clock that never jumps. Not
 * thread-safe: the poll thread owns it.
 */
public final class BatchBuilder {
    private final DatasetFold fold;
    private final Map<Integer, Long> from = new HashMap<>();
    private final Map<Integer, Long> to = new HashMap<>();
    private final Map<Integer, Long> newestMs = new HashMap<>();
    /** When a partition last brought records, or was assigned. */
    private final Map<Integer, Long> activeNs = new HashMap<>();

    private final NewestKnown newestOfAll = new NewestKnown();
    private Deltas deltas;
    private List<Quarantined> quarantined = new ArrayList<>();
    private long quarantinedBytes;
    private long watermarkMs;
    private long nowMs;
    /** Of the partition whose records are being taken. */
    private long newest;

    private long startedNs;

    BatchBuilder(DatasetFold fold) {
        this.fold = fold;
        this.deltas = fold.newDeltas();
    }

    /** A partition joins at its committed position. */
    public void assign(int partition, long position, long newestEventTimeMs, long nowNs) {
        from.put(partition, position);
        to.put(partition, position);
        newestMs.put(partition, newestEventTimeMs);
        activeNs.put(partition, nowNs);
        fold.seen().ifPresent(seen -> seen.assign(partition, newestEventTimeMs));
    }

    /** Keys that were stored of a partition that has just been assigned. */
    public void restore(int partition, KeyBlock keys) {
        fold.seen().ifPresent(seen -> seen.restore(partition, keys));
    }

    /** All partitions leave; what was collected must have been committed. */
    public void revokeAll() {
        from.clear();
        to.clear();
        newestMs.clear();
        activeNs.clear();
        fold.seen().ifPresent(SeenReadings::revokeAll);
    }

    public boolean isEmpty() {
        return deltas.eventsIn() == 0;
    }

    public int rows() {
        return deltas.rows() + quarantined.size();
    }

    /** About how many bytes of heap the deltas take, and the keys. */
    public long bytes() {
        return deltas.bytes() + fold.seen().map(SeenReadings::addedBytes).orElse(0L);
    }

    private long newestMs(int partition) {
        return newestMs.getOrDefault(partition, PartitionProgress.NONE);
    }

    /**
     * Before each poll: what the records that it brings are measured by.
     *
     * @param newestOfOthersMs newest event time of any partition that the tables have, as far as is known
     */
    public void expect(long watermark, long newestOfOthersMs, long nowNs, long now) {
        watermarkMs = watermark;
        nowMs = now;
        newestOfAll.learn(nowNs, newestMs.values().stream().reduce(newestOfOthersMs, Math::max));
    }

    /** Before the records of one partition. */
    public void begin(int partition, long nowNs) {
        if (isEmpty()) {
            startedNs = nowNs;
        }
        newest = newestMs(partition);
        fold.seen().ifPresent(seen -> seen.turnTo(partition));
    }

    /**
     * Folds the next record where it lies.
     *
     * @param length of the value; negative if there is none
     * @return why it does not count, then the caller must {@link #keep} it; null if all is well
     */
    public @Nullable Rejection fold(byte[] bytes, int at, int length) {
        Rejection rejection = length < 0
                ? fold.fold(null, watermarkMs, nowMs, deltas)
                : fold.fold(bytes, at, length, watermarkMs, nowMs, deltas);
        if (rejection == null) {
            newest = Math.max(newest, fold.lastEventTimeMs());
        }
        return rejection;
    }

    /** Kept bytes of the rejected records in it. */
    public long quarantinedBytes() {
        return quarantinedBytes;
    }

    public long events() {
        return deltas.eventsIn();
    }

    public void keep(Quarantined rejected) {
        quarantined.add(rejected);
        quarantinedBytes += rejected.bytes().length;
    }

    /** Counts what cannot be taken apart into records as one that is rejected; the caller must {@link #keep} it. */
    public void leave() {
        deltas.countUnreadable();
    }

    /**
     * After the records of one partition.
     *
     * @param position the offset behind them
     */
    public void end(int partition, long position, long nowNs) {
        newestMs.put(partition, newest);
        activeNs.put(partition, nowNs);
        to.put(partition, position);
    }

    /** @param caughtUpNs when a partition was last asked and had nothing more; empty if it has, or if that is not known */
    Progress progress(IntFunction<OptionalLong> caughtUpNs, long now) {
        Map<Integer, PartitionProgress> partitions = new HashMap<>();
        activeNs.forEach((partition, active) -> {
            OptionalLong asked = caughtUpNs.apply(partition);
            long silentMs = asked.isPresent() ? Math.max(0, asked.getAsLong() - active) / 1_000_000 : 0;
            partitions.put(
                    partition,
                    new PartitionProgress(
                            newestMs(partition),
                            asked.isPresent(),
                            silentMs,
                            asked.isPresent() ? newestOfAll.at(asked.getAsLong()) : PartitionProgress.NONE));
        });
        return new Progress(Map.copyOf(partitions), now);
    }

    /** Takes what was collected and goes on with {@code next}, which must be empty. */
    Batch take(Deltas next, long nowNs, long now) {
        Map<Integer, OffsetRange> ranges = new HashMap<>();
        to.forEach((partition, end) -> {
            long begin = Objects.requireNonNull(from.get(partition));
            if (end > begin) {
                ranges.put(partition, new OffsetRange(begin, end, newestMs(partition)));
            }
        });
        long foldMs = isEmpty() ? 0 : (nowNs - startedNs) / 1_000_000;
        var batch = new Batch(Map.copyOf(ranges), deltas, quarantined, addedKeys(), Instant.ofEpochMilli(now), foldMs);
        from.putAll(to);
        deltas = next;
        quarantined = new ArrayList<>();
        quarantinedBytes = 0;
        return batch;
    }

    private Map<Integer, KeyBlock> addedKeys() {
        return fold.seen().map(SeenReadings::takeAdded).orElseGet(Map::of);
    }
}
