package org.chengyun.engine.bench.truth;

/**
 * One window of one key.
 *
 * @param startMs epoch ms
 * @param variance of the sample (n − 1), NaN for a single value
 */
public record StatRow(String key, long startMs, long n, double mean, double variance, double min, double max) {
    /** Largest relative difference of mean and variance, or infinity if anything that must be equal is not. */
    double distance(StatRow that) {
        if (n != that.n || min != that.min || max != that.max) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(relative(mean, that.mean), relative(variance, that.variance));
    }

    /** Where both are as good as zero there is nothing to be relative to. */
    private static double relative(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.POSITIVE_INFINITY;
        }
        double scale = Math.max(Math.abs(a), Math.abs(b));
        return scale < 1e-9 ? 0 : Math.abs(a - b) / scale;
    }
}
