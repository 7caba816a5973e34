package org.chengyun.engine.bench.live;

import java.util.Arrays;

/** Durations and their quantiles, exact. Not thread-safe. */
final class Latencies {
    private static final double NS_PER_MS = 1e6;

    private long[] ns = new long[1024];
    private int size;

    void add(long durationNs) {
        if (size == ns.length) {
            ns = Arrays.copyOf(ns, size * 2);
        }
        ns[size++] = durationNs;
    }

    void clear() {
        size = 0;
    }

    Latencies copy() {
        var copy = new Latencies();
        copy.ns = Arrays.copyOf(ns, Math.max(ns.length, 1));
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    /** Smallest that at least {@code share} (0–1) of all do not exceed, in milliseconds; NaN if there are none. */
    double quantileMs(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(ns, size);
        Arrays.sort(sorted);
        int at = (int) Math.ceil(share * size) - 1;
        return sorted[Math.clamp(at, 0, size - 1)] / NS_PER_MS;
    }
}
