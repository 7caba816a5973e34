package org.chengyun.engine.core.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.chengyun.engine.core.time.PartitionProgress;

/** Which event time was the newest known when: the last changes of it. Not thread-safe: the poll thread owns it. */
final class NewestKnown {
    /** Answers are seldom older than so many polls; for those that are, nothing is said. */
    private static final int KEPT = 64;

    private final Deque<Change> changes = new ArrayDeque<>();

    private record Change(long atNs, long newestMs) {}

    /** @param newestMs epoch ms; it counts if it is newer than what was known before */
    void learn(long nowNs, long newestMs) {
        if (changes.isEmpty() || newestMs > changes.getLast().newestMs) {
            changes.addLast(new Change(nowNs, newestMs));
            if (changes.size() > KEPT) {
                changes.removeFirst();
            }
        }
    }

    /** The newest that was known at a time, epoch ms; {@link PartitionProgress#NONE} if that is forgotten. */
    long at(long timeNs) {
        for (Iterator<Change> back = changes.descendingIterator(); back.hasNext(); ) {
            Change change = back.next();
            if (change.atNs - timeNs <= 0) {
                return change.newestMs;
            }
        }
        return PartitionProgress.NONE;
    }
}
