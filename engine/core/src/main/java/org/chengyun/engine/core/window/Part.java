package org.chengyun.engine.core.window;

/**
 * Moments while a window is put together: those of a row, of a pane, or of a whole window. Mutable and reused, because a
 * close looks at hundreds of thousands of them. Not thread-safe.
 *
 * <p>Merged as {@link org.chengyun.engine.core.aggregate.Moments} are.
 */
public final class Part {
    private long startMs;
    private long n;
    private long late;
    private double sum;
    private double mean;
    private double m2;
    private double min;
    private double max;

    /** Start of the row, pane or window, epoch ms. */
    public long startMs() {
        return startMs;
    }

    /** 0 if it is empty. */
    public long n() {
        return n;
    }

    /** How many of n came late. */
    public long late() {
        return late;
    }

    public double sum() {
        return sum;
    }

    public double mean() {
        return mean;
    }

    public double m2() {
        return m2;
    }

    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    /** Makes it the moments of a row. */
    public void set(
            long start, long count, long lateCount, double s, double m, double squares, double low, double high) {
        startMs = start;
        n = count;
        late = lateCount;
        sum = s;
        mean = m;
        m2 = squares;
        min = low;
        max = high;
    }

    void clear(long start) {
        set(start, 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    /** Adds the samples of another one; its own start stays. */
    void add(Part that) {
        if (that.n == 0) {
            return;
        }
        if (n == 0) {
            set(startMs, that.n, that.late, that.sum, that.mean, that.m2, that.min, that.max);
            return;
        }
        long both = n + that.n;
        double apart = that.mean - mean;
        double share = (double) that.n / both;
        m2 += that.m2 + apart * apart * n * share;
        mean += apart * share;
        sum += that.sum;
        min = Math.min(min, that.min);
        max = Math.max(max, that.max);
        late += that.late;
        n = both;
    }
}
