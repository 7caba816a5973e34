package org.chengyun.engine.core.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * Collects a micro-batch from the records that the log brings, through its {@link Lane}s. {@code nowNs} is a clock that
 * never jumps. Not thread-safe: the poll thread owns it, and asks it nothing while others use the lanes.
 */
public final class BatchBuilder {
    private final DatasetFold fold;
    private final List<Lane> lanes;
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final NewestKnown newestOfAll = new NewestKnown();
    private long watermarkMs;
    private long nowMs;

    BatchBuilder(DatasetFold fold, int lanes) {
        this.fold = fold;
        this.lanes = Stream.concat(Stream.of(fold), Stream.generate(fold::sibling))
                .limit(lanes)
                .map(way -> new Lane(this, way))
                .toList();
    }

    public List<Lane> lanes() {
        return lanes;
    }

    /** A partition joins at its committed position. */
    public void assign(int partition, long position, long newestEventTimeMs, long nowNs) {
        readings.put(partition, new Reading(position, newestEventTimeMs, nowNs));
        fold.seen().ifPresent(seen -> seen.assign(partition, newestEventTimeMs));
    }

    /** Keys that were stored of a partition that has just been assigned. */
    public void restore(int partition, KeyBlock keys) {
        fold.seen().ifPresent(seen -> seen.restore(partition, keys));
    }

    /** All partitions leave; what was collected must have been committed. */
    public void revokeAll() {
        readings.clear();
        fold.seen().ifPresent(SeenReadings::revokeAll);
    }

    Reading reading(int partition) {
        Reading reading = readings.get(partition);
        if (reading == null) {
            throw new IllegalStateException("partition %d is not assigned".formatted(partition));
        }
        return reading;
    }

    public boolean isEmpty() {
        return events() == 0;
    }

    public long events() {
        return lanes.stream().mapToLong(Lane::events).sum();
    }

    /**
     * Before each poll: what the records that it brings are measured by.
     *
     * @param newestOfOthersMs newest event time of any partition that the tables have, as far as is known
     */
    public void expect(long watermark, long newestOfOthersMs, long nowNs, long now) {
        watermarkMs = watermark;
        nowMs = now;
        long newest = readings.values().stream().mapToLong(Reading::newestMs).reduce(newestOfOthersMs, Math::max);
        newestOfAll.learn(nowNs, newest);
    }

    long watermarkMs() {
        return watermarkMs;
    }

    long nowMs() {
        return nowMs;
    }

    /** @param caughtUpNs when a partition was last asked and had nothing more; empty if it has, or if that is not known */
    Progress progress(IntFunction<OptionalLong> caughtUpNs, long now) {
        Map<Integer, PartitionProgress> partitions = new HashMap<>();
        readings.forEach((partition, reading) -> {
            OptionalLong asked = caughtUpNs.apply(partition);
            long silentMs = asked.isPresent() ? Math.max(0, asked.getAsLong() - reading.activeNs()) / 1_000_000 : 0;
            partitions.put(
                    partition,
                    new PartitionProgress(
                            reading.newestMs(),
                            asked.isPresent(),
                            silentMs,
                            asked.isPresent() ? newestOfAll.at(asked.getAsLong()) : PartitionProgress.NONE));
        });
        return new Progress(Map.copyOf(partitions), now);
    }

    /** Takes what was collected and goes on with {@code next}, which must be empty: one for each lane. */
    Batch take(List<Deltas> next, long nowNs, long now) {
        long foldMs = isEmpty() ? 0 : foldNs(nowNs) / 1_000_000;
        Map<Integer, OffsetRange> ranges = new HashMap<>();
        readings.forEach((partition, reading) -> {
            if (!reading.isEmpty()) {
                ranges.put(partition, reading.take());
            }
        });
        List<Deltas> deltas = new ArrayList<>();
        List<Quarantined> quarantined = new ArrayList<>();
        for (int l = 0; l < lanes.size(); l++) {
            deltas.add(lanes.get(l).take(next.get(l)));
            quarantined.addAll(lanes.get(l).takeQuarantined());
        }
        return new Batch(Map.copyOf(ranges), deltas, quarantined, addedKeys(), Instant.ofEpochMilli(now), foldMs);
    }

    /** Since the first of its records came. */
    private long foldNs(long nowNs) {
        return readings.values().stream()
                .filter(reading -> !reading.isEmpty())
                .mapToLong(reading -> nowNs - reading.startedNs())
                .max()
                .orElse(0);
    }

    private Map<Integer, KeyBlock> addedKeys() {
        return fold.seen().map(SeenReadings::takeAdded).orElseGet(Map::of);
    }
}
