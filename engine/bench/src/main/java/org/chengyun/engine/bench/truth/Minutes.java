package org.chengyun.engine.bench.truth;

import org.chengyun.engine.bench.workload.Traffic;

/** Minutes of the race, numbered from the first that any event may lie in. */
final class Minutes {
    private static final long MINUTE_MS = 60_000;
    private static final int BEFORE = Traffic.MOST_LATE_MS / (int) MINUTE_MS;
    static final int COUNT = BEFORE + (int) (Traffic.SPAN_MS / MINUTE_MS);

    private Minutes() {}

    static int of(long eventTimeMs) {
        return BEFORE + (int) Math.floorDiv(eventTimeMs - Traffic.START_MS, MINUTE_MS);
    }

    static long startMs(int minute) {
        return Traffic.START_MS + (minute - BEFORE) * MINUTE_MS;
    }
}
