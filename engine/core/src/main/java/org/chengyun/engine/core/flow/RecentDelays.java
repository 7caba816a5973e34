package org.chengyun.engine.core.flow;

import java.util.Arrays;

/** The delays of the last batches, for their quantiles. Not thread-safe. */
final class RecentDelays {
    private static final int KEPT = 512;

    private final long[] delaysMs = new long[KEPT];
    private long count;

    void add(long delayMs) {
        delaysMs[(int) (count++ % KEPT)] = delayMs;
    }

    /** The nearest-rank quantile, ms; 0 if there are none. */
    long quantileMs(double share) {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(delaysMs, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }
}
