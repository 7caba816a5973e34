package org.chengyun.engine.core.batch;

import org.chengyun.engine.core.flow.Committed;

/**
 * A batch as it was when the committing thread got it; afterwards its deltas are cleared. Immutable.
 *
 * @param atNs when that was, by the clock that never jumps
 * @param collectedNs since the hand-over before it
 * @param oldestArrivalMs when its oldest record came to Kafka, epoch ms; Long.MAX_VALUE if that is not known
 */
public record Handed(long events, int rows, long foldMs, long atNs, long collectedNs, long oldestArrivalMs) {
    /** What is about to be handed over. */
    public static Handed of(Work.Commit work, long atNs, long lastNs, long oldestArrivalMs) {
        var batch = work.batch();
        int rows = batch.deltas().rows() + batch.quarantined().size();
        return new Handed(batch.deltas().eventsIn(), rows, batch.foldMs(), atNs, atNs - lastNs, oldestArrivalMs);
    }

    /** What it took, as the transaction that brought it into the tables tells. */
    public Committed committed(long commitNs, long committedAtNs, long committedAtMs) {
        return new Committed(
                events,
                rows,
                collectedNs,
                commitNs,
                committedAtNs - atNs + foldMs * 1_000_000,
                Math.max(0, committedAtMs - Math.min(oldestArrivalMs, committedAtMs)));
    }
}
