package org.chengyun.api.window;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of a window's values, in the metric's unit. Immutable. All but {@code n} are null for pure counts.
 *
 * @param n number of observations
 * @param m2 sum of squared deviations from the mean
 */
public record Moments(
        long n,
        @Nullable Double sum,
        @Nullable Double mean,
        @Nullable Double m2,
        @Nullable Double min,
        @Nullable Double max) {
    /** Sample variance (n − 1), in the unit squared; null below n = 2 and for pure counts. */
    public @Nullable Double variance() {
        return m2 == null || n < 2 ? null : m2 / (n - 1);
    }

    /** Sample standard deviation, in the unit; null where the variance is. */
    public @Nullable Double stddev() {
        Double variance = variance();
        return variance == null ? null : Math.sqrt(variance);
    }
}
