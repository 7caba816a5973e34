package org.chengyun.engine.runner.loop;

import org.chengyun.engine.core.batch.Work;
import org.chengyun.engine.core.flow.Committed;

/**
 * A batch as it was when the committing thread got it; afterwards its deltas are cleared.
 *
 * @param atNs when that was, by the clock that never jumps
 * @param collectedNs since the hand-over before it
 * @param oldestArrivalMs when its oldest record came to Kafka, epoch ms; Long.MAX_VALUE if that is not known
 */
record Handed(long events, int rows, long foldMs, long atNs, long collectedNs, long oldestArrivalMs) {
    static Handed of(Work.Commit work, long atNs, long lastNs, long oldestArrivalMs) {
        var batch = work.batch();
        int rows = batch.deltas().rows() + batch.quarantined().size();
        return new Handed(batch.deltas().eventsIn(), rows, batch.foldMs(), atNs, atNs - lastNs, oldestArrivalMs);
    }

    /** What it took, as the transaction that brought it into the tables tells. */
    Committed committed(long commitNs, long committedAtNs, long committedAtMs) {
        return new Committed(
                events,
                rows,
                collectedNs,
                commitNs,
                committedAtNs - atNs + foldMs * 1_000_000,
                Math.max(0, committedAtMs - Math.min(oldestArrivalMs, committedAtMs)));
    }
}
