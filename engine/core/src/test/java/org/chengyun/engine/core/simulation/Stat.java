package org.chengyun.engine.core.simulation;

import java.util.List;

/** The columns of {@code window_stat}, joined as its SQL functions do. */
record Stat(long n, double sum, double mean, double m2, double min, double max) {
    static final Stat NOTHING = new Stat(0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** merged_mean and merged_m2. */
    Stat merge(Stat that) {
        double apart = that.mean - mean;
        return new Stat(
                n + that.n,
                sum + that.sum,
                mean + apart * ((double) that.n / (n + that.n)),
                m2 + that.m2 + apart * apart * ((double) n * that.n / (n + that.n)),
                Math.min(min, that.min),
                Math.max(max, that.max));
    }

    /** The roll-up, in two passes. */
    static Stat of(List<Stat> parts) {
        long n = 0;
        double weighted = 0;
        for (Stat part : parts) {
            n += part.n;
            weighted += part.n * part.mean;
        }
        double mean = weighted / n;
        double sum = 0;
        double m2 = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Stat part : parts) {
            sum += part.sum;
            m2 += part.m2 + part.n * (part.mean - mean) * (part.mean - mean);
            min = Math.min(min, part.min);
            max = Math.max(max, part.max);
        }
        return new Stat(n, sum, mean, m2, min, max);
    }
}
