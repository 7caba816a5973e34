package org.chengyun.engine.bench.contest;

/**
 * Count, mean, spread, least and largest in one pass, mergeable: Welford's update, Chan's merge. Mutable, not thread-safe;
 * the fields are public because the peers' serialisers want them so.
 */
public final class Moments {
    public long n;
    public double mean;
    public double m2;
    public double min = Double.POSITIVE_INFINITY;
    public double max = Double.NEGATIVE_INFINITY;

    public void add(double value) {
        n++;
        double delta = value - mean;
        mean += delta / n;
        m2 += delta * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    public void merge(Moments that) {
        if (that.n == 0) {
            return;
        }
        long all = n + that.n;
        double delta = that.mean - mean;
        double share = (double) that.n / all;
        mean += delta * share;
        m2 += that.m2 + delta * delta * n * share;
        n = all;
        min = Math.min(min, that.min);
        max = Math.max(max, that.max);
    }

    public Moments copy() {
        var copy = new Moments();
        copy.merge(this);
        return copy;
    }

    /** Of the sample (n − 1); NaN for fewer than two values. */
    public double variance() {
        return n < 2 ? Double.NaN : m2 / (n - 1);
    }
}
