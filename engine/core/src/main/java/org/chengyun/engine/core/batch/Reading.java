package org.chengyun.engine.core.batch;

import org.chengyun.engine.core.commit.OffsetRange;

/** How far a partition has been read. Not thread-safe: whoever takes its records owns it meanwhile. */
final class Reading {
    private long from;
    private long to;
    private long newestMs;
    /** When it last brought records, or was assigned. */
    private long activeNs;
    /** When the first records since {@link #from} came. */
    private long startedNs;

    Reading(long position, long newestMs, long nowNs) {
        this.from = position;
        this.to = position;
        this.newestMs = newestMs;
        this.activeNs = nowNs;
        this.startedNs = nowNs;
    }

    void begin(long nowNs) {
        if (from == to) {
            startedNs = nowNs;
        }
    }

    void end(long position, long newest, long nowNs) {
        to = position;
        newestMs = newest;
        activeNs = nowNs;
    }

    boolean isEmpty() {
        return from >= to;
    }

    long newestMs() {
        return newestMs;
    }

    long activeNs() {
        return activeNs;
    }

    long startedNs() {
        return startedNs;
    }

    /** What was read since the last call; not to be asked if that {@linkplain #isEmpty is nothing}. */
    OffsetRange take() {
        var range = new OffsetRange(from, to, newestMs);
        from = to;
        return range;
    }
}
