package org.chengyun.engine.core.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.chengyun.engine.core.flow.BatchSizes;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: while one batch commits the next is collected, in other {@link Deltas}. {@code nowNs}
 * is a clock that never jumps, {@code nowMs} the one on the wall. Not thread-safe: the poll thread owns it.
 */
public final class Pipeline {
    /** Shortest and longest time between two looks at what is due in silence: soon after the last batch, then seldom. */
    private static final long IDLE_CHECK_NS = 50_000_000;

    private static final long LONG_IDLE_CHECK_NS = 500_000_000;
    /** Kept bytes of rejected records; one record more may come on top. */
    private static final long MOST_QUARANTINED_BYTES = 4 << 20;

    private final BatchBuilder builder;
    private final BatchSizes sizes;
    private final IntFunction<OptionalLong> caughtUpNs;
    private List<Deltas> spare;
    /** What the committing thread has in hand. */
    private @Nullable Work out;

    private long lastIdleCheckNs;
    private long lastHandOverNs;

    /**
     * With batches that are always alike.
     *
     * @param commitIntervalNs shortest time between two batches, ns
     * @param batchMaxRows a batch with so many rows does not wait for it
     * @param caughtUpNs by partition, when the log was last asked and had nothing more; empty if it has, or if that is not
     *     known
     */
    public Pipeline(
            DatasetFold fold,
            long commitIntervalNs,
            int batchMaxRows,
            IntFunction<OptionalLong> caughtUpNs,
            long nowNs) {
        this(fold, 1, BatchSizes.fixed(commitIntervalNs, batchMaxRows), caughtUpNs, nowNs);
    }

    /**
     * @param lanes how many threads may fold at once
     * @param caughtUpNs by partition, when the log was last asked and had nothing more; empty if it has, or if that is not
     *     known
     */
    public Pipeline(DatasetFold fold, int lanes, BatchSizes sizes, IntFunction<OptionalLong> caughtUpNs, long nowNs) {
        this.builder = new BatchBuilder(fold, lanes);
        this.sizes = sizes;
        this.caughtUpNs = caughtUpNs;
        this.spare = Stream.generate(fold::newDeltas).limit(lanes).toList();
        this.lastIdleCheckNs = nowNs - LONG_IDLE_CHECK_NS - 1;
        this.lastHandOverNs = nowNs - sizes.intervalNs();
    }

    /** Where the records go. */
    public BatchBuilder builder() {
        return builder;
    }

    /** Whether reading must wait until the committing thread is done, so that memory stays bounded. */
    public boolean isFull() {
        return builder.lanes().stream().anyMatch(this::isFull);
    }

    /** Whether a lane has its share of a full batch. To be asked by who uses the lane. */
    public boolean isFull(Lane lane) {
        long lanes = builder.lanes().size();
        return lane.rows() * lanes >= sizes.mostRows()
                || lane.bytes() * lanes >= sizes.mostBytes()
                || lane.quarantinedBytes() * lanes >= MOST_QUARANTINED_BYTES;
    }

    /** What the committing thread is to do now; empty if nothing, or if it has something to do. */
    public Optional<Work> next(long nowNs, long nowMs) {
        if (out != null) {
            return Optional.empty();
        }
        if (!builder.isEmpty()) {
            return isFull() || nowNs - lastHandOverNs >= sizes.intervalNs()
                    ? Optional.of(handOver(nowNs, nowMs))
                    : Optional.empty();
        }
        long pauseNs = Math.clamp((nowNs - lastHandOverNs) / 2, IDLE_CHECK_NS, LONG_IDLE_CHECK_NS);
        if (nowNs - lastIdleCheckNs <= pauseNs) {
            return Optional.empty();
        }
        lastIdleCheckNs = nowNs;
        out = new Work.Close(builder.progress(caughtUpNs, nowMs));
        return Optional.of(out);
    }

    /** The batch that must be committed before the partitions are given away, if any; nothing may be out. */
    public Optional<Work> rest(long nowNs, long nowMs) {
        return builder.isEmpty() ? Optional.empty() : Optional.of(handOver(nowNs, nowMs));
    }

    private Work handOver(long nowNs, long nowMs) {
        if (out != null) {
            throw new IllegalStateException("the batch before this one is still out: " + out);
        }
        lastHandOverNs = nowNs;
        Progress progress = builder.progress(caughtUpNs, nowMs);
        out = new Work.Commit(builder.take(spare, nowNs, nowMs), progress);
        return out;
    }

    /** The committing thread is done with its work: the deltas of its batch are the spare ones again. */
    public void done() {
        if (out instanceof Work.Commit commit) {
            spare = commit.batch().byLane();
        }
        out = null;
    }
}
