package org.chengyun.engine.core.flow;

/**
 * A running estimate of a duration and of how far it strays: Jacobson's, as TCP times its retransmissions by (RFC 6298).
 * Not thread-safe.
 */
final class Estimate {
    private static final double GAIN = 1.0 / 8;
    private static final double DEVIATION_GAIN = 1.0 / 4;
    private static final double DEVIATIONS = 4;

    private double mean;
    private double deviation;
    private boolean isKnown;

    void add(double sample) {
        if (!isKnown) {
            isKnown = true;
            mean = sample;
            deviation = sample / 2;
            return;
        }
        deviation += DEVIATION_GAIN * (Math.abs(sample - mean) - deviation);
        mean += GAIN * (sample - mean);
    }

    boolean isKnown() {
        return isKnown;
    }

    /** 0 before the first sample. */
    double mean() {
        return mean;
    }

    /** What it seldom exceeds. */
    double high() {
        return mean + DEVIATIONS * deviation;
    }
}
