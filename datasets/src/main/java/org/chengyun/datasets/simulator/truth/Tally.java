package org.chengyun.datasets.simulator.truth;

import org.jspecify.annotations.Nullable;

/** One series in one window. Not thread-safe. */
final class Tally {
    private final Exact delivered = new Exact();
    private @Nullable Exact repeats;

    void add(long scaled, boolean repeat) {
        delivered.add(scaled);
        if (repeat) {
            if (repeats == null) {
                repeats = new Exact();
            }
            repeats.add(scaled);
        }
    }

    /** Every delivery. */
    Exact delivered() {
        return delivered;
    }

    /** Each observation once however often it was delivered; without smallest and largest, which are the same. */
    Exact once() {
        return repeats == null ? delivered : delivered.minus(repeats);
    }
}
