package org.chengyun.engine.core.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.fold.Deltas;

/** A micro-batch ready to be committed. Not thread-safe: the committing thread owns it until it is done. */
public final class Batch {
    private final Map<Integer, OffsetRange> ranges;
    private final List<Deltas> byLane;
    private final List<Quarantined> quarantined;
    private final Map<Integer, KeyBlock> keys;
    private final Instant activeAt;
    private final long foldMs;
    private boolean isMerged;

    /**
     * @param ranges what it covers, by partition; not empty
     * @param byLane what each lane brings to it
     * @param keys of readings that it counts for the first time, by partition; empty unless the dataset knows repetitions
     * @param activeAt when its last record was polled
     * @param foldMs time spent on folding it
     */
    public Batch(
            Map<Integer, OffsetRange> ranges,
            List<Deltas> byLane,
            List<Quarantined> quarantined,
            Map<Integer, KeyBlock> keys,
            Instant activeAt,
            long foldMs) {
        this.ranges = ranges;
        this.byLane = List.copyOf(byLane);
        this.quarantined = List.copyOf(quarantined);
        this.keys = keys;
        this.activeAt = activeAt;
        this.foldMs = foldMs;
    }

    public Map<Integer, OffsetRange> ranges() {
        return ranges;
    }

    /** What all lanes bring. Merged when it is first asked for, so that the poll thread need not. */
    public Deltas deltas() {
        Deltas all = byLane.getFirst();
        if (!isMerged) {
            isMerged = true;
            byLane.stream().skip(1).filter(one -> one.eventsIn() > 0).forEach(all::merge);
        }
        return all;
    }

    public List<Quarantined> quarantined() {
        return quarantined;
    }

    public Map<Integer, KeyBlock> keys() {
        return keys;
    }

    public Instant activeAt() {
        return activeAt;
    }

    public long foldMs() {
        return foldMs;
    }

    /** Forgets what was collected: the batch is done with. */
    public void clear() {
        byLane.forEach(Deltas::clear);
    }

    /** To be filled again, after {@link #clear}. */
    List<Deltas> byLane() {
        return byLane;
    }
}
