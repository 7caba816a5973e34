package org.chengyun.api.report;

import org.jspecify.annotations.Nullable;

/**
 * What a window knows about a metric, in the metric's unit; null for what does not exist. Immutable.
 *
 * @param n number of observations
 * @param variance sample variance (n - 1), in the unit squared
 * @param distinct number of different values, estimated
 */
public record Stats(
        long n,
        @Nullable Double sum,
        @Nullable Double mean,
        @Nullable Double variance,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Long distinct) {
    /** Which number of a {@link Stats} a reader is shown. */
    public enum Shown {
        COUNT,
        DISTINCT,
        SUM,
        MEAN;

        /** Whether it is a whole number without a unit. */
        public boolean isCount() {
            return this == COUNT || this == DISTINCT;
        }
    }

    public Stats {
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative, got " + n);
        }
        checkFinite("sum", sum);
        checkFinite("mean", mean);
        checkFinite("variance", variance);
        checkFinite("min", min);
        checkFinite("max", max);
        if (variance != null && variance < 0) {
            throw new IllegalArgumentException("variance must not be negative, got " + variance);
        }
    }

    /** Without different values. */
    public Stats(
            long n,
            @Nullable Double sum,
            @Nullable Double mean,
            @Nullable Double variance,
            @Nullable Double min,
            @Nullable Double max) {
        this(n, sum, mean, variance, min, max, null);
    }

    /** A pure count, without any measured value. */
    public static Stats count(long n) {
        return new Stats(n, null, null, null, null, null);
    }

    /** The shown number, null if it does not exist. */
    public @Nullable Double value(Shown shown) {
        return switch (shown) {
            case COUNT -> (double) n;
            case DISTINCT -> distinct == null ? null : Double.valueOf((double) distinct);
            case SUM -> sum;
            case MEAN -> mean;
        };
    }

    /** Sample standard deviation, null where the variance is. */
    public @Nullable Double sd() {
        return variance == null ? null : Math.sqrt(variance);
    }

    private static void checkFinite(String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, or null if unknown; got " + value);
        }
    }
}
