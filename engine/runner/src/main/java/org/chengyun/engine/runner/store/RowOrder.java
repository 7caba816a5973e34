package org.chengyun.engine.runner.store;

import java.util.Arrays;
import org.chengyun.engine.core.fold.MetricDeltas;

/**
 * The order in which the deltas of a metric are written: by series, then by time. All instances write in the same order,
 * so that they never wait for each other in a circle; and it is the order of the index. Reused; not thread-safe.
 */
final class RowOrder {
    private static final int ROW_BITS = 24;
    private static final long ROW = (1L << ROW_BITS) - 1;

    /** Series number and row in one: numbers sort faster than objects. */
    private long[] keys = new long[1 << 10];

    private int size;

    /** Sorts the rows that have samples. */
    void sort(MetricDeltas deltas, SeriesNumbers numbers) {
        if (deltas.size() > ROW) {
            throw new IllegalStateException("a batch of %d rows is too large".formatted(deltas.size()));
        }
        if (keys.length < deltas.size()) {
            keys = new long[Math.max(keys.length * 2, deltas.size())];
        }
        size = 0;
        for (int row = 0; row < deltas.size(); row++) {
            if (deltas.n(row) > 0) {
                keys[size++] = numbers.number(deltas.series(row)) << ROW_BITS | row;
            }
        }
        Arrays.sort(keys, 0, size);
        sortTimes(deltas);
    }

    /** Few rows share a series, and they mostly came in the order of time. */
    private void sortTimes(MetricDeltas deltas) {
        for (int i = 1; i < size; i++) {
            long key = keys[i];
            int at = i;
            while (at > 0 && isSameSeries(keys[at - 1], key) && startMs(deltas, keys[at - 1]) > startMs(deltas, key)) {
                keys[at] = keys[at - 1];
                at--;
            }
            keys[at] = key;
        }
    }

    private static boolean isSameSeries(long one, long other) {
        return (one ^ other) >>> ROW_BITS == 0;
    }

    private static long startMs(MetricDeltas deltas, long key) {
        return deltas.sliceStartMs((int) (key & ROW));
    }

    int size() {
        return size;
    }

    /** The row in place {@code i} of the order. */
    int row(int i) {
        return (int) (keys[i] & ROW);
    }
}
