package org.chengyun.engine.core.aggregate;

import java.util.OptionalDouble;

/**
 * Count, sum, mean and spread of a quantity, in one pass and mergeable. Immutable.
 *
 * <p>Welford's update (Technometrics 4, 1962) and the pairwise merge of Chan, Golub and LeVeque (1983). The fold keeps
 * the same numbers in arrays ({@code SliceTable}); this is their form outside of the hot path.
 *
 * @param n number of samples, never negative; of a metric without a value the number of observations, and all the rest is
 *     that of {@link #EMPTY}
 * @param m2 sum of squared deviations from the mean, in the unit squared, never negative
 * @param min positive infinity if there are no samples; not a number that a database or JSON should see
 * @param max negative infinity if there are no samples; likewise
 */
public record Moments(long n, double sum, double mean, double m2, double min, double max) {
    public static final Moments EMPTY = new Moments(0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public Moments {
        if (n < 0 || !(m2 >= 0)) {
            throw new IllegalArgumentException("impossible moments: n=%d m2=%s".formatted(n, m2));
        }
    }

    /** Of a number of observations without a value. */
    public static Moments ofCount(long n) {
        return new Moments(n, 0, 0, 0, EMPTY.min, EMPTY.max);
    }

    /** With one more sample, which must be finite: anything else was to be rejected when it was read. */
    public Moments add(double sample) {
        if (!Double.isFinite(sample)) {
            throw new IllegalArgumentException("sample must be finite: " + sample);
        }
        long more = n + 1;
        double delta = sample - mean;
        double moved = mean + delta / more;
        return new Moments(
                more, sum + sample, moved, m2 + delta * (sample - moved), Math.min(min, sample), Math.max(max, sample));
    }

    /** The moments of both inputs together, as if one pass had seen them all. */
    public Moments merge(Moments that) {
        if (n == 0) {
            return that;
        }
        if (that.n == 0) {
            return this;
        }
        long both = n + that.n;
        double delta = that.mean - mean;
        double share = (double) that.n / both;
        return new Moments(
                both,
                sum + that.sum,
                mean + delta * share,
                m2 + that.m2 + delta * delta * n * share,
                Math.min(min, that.min),
                Math.max(max, that.max));
    }

    /** Sample variance (divisor n − 1), in the unit squared; empty below two samples. */
    public OptionalDouble variance() {
        return n < 2 ? OptionalDouble.empty() : OptionalDouble.of(m2 / (n - 1));
    }
}
