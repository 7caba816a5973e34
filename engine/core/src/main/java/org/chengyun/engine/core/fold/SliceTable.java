package org.chengyun.engine.core.fold;

import java.util.Arrays;
import org.chengyun.engine.core.aggregate.Moments;

/**
 * Deltas of one metric: moments per (series, slice), in open addressing over parallel arrays, so that folding an
 * observation allocates nothing.
 *
 * <p>Not thread-safe; one owner at a time. {@link #clear} keeps the memory for the next batch.
 */
public final class SliceTable {
    private static final int SMALLEST = 1 << 8;
    /** Above this a cleared table gives its memory back: one burst must not be paid for ever. */
    private static final int KEPT = 1 << 18;

    private int[] slots = new int[SMALLEST * 2];
    private int[] series = new int[SMALLEST];
    private long[] sliceStartMs = new long[SMALLEST];
    private long[] n = new long[SMALLEST];
    private long[] late = new long[SMALLEST];
    private double[] sum = new double[SMALLEST];
    private double[] mean = new double[SMALLEST];
    private double[] m2 = new double[SMALLEST];
    private double[] min = new double[SMALLEST];
    private double[] max = new double[SMALLEST];
    private int size;

    /** Number of deltas; they have the indexes 0 to size − 1, in the order of first sight. */
    public int size() {
        return size;
    }

    /** Counts an observation without a value. */
    void count(int seriesIndex, long startMs, boolean isLate) {
        int i = find(seriesIndex, startMs);
        n[i]++;
        if (isLate) {
            late[i]++;
        }
    }

    /** Adds a finite sample by Welford's update. */
    void add(int seriesIndex, long startMs, double sample, boolean isLate) {
        int i = find(seriesIndex, startMs);
        long more = ++n[i];
        double delta = sample - mean[i];
        double moved = mean[i] + delta / more;
        mean[i] = moved;
        m2[i] += delta * (sample - moved);
        sum[i] += sample;
        if (sample < min[i]) {
            min[i] = sample;
        }
        if (sample > max[i]) {
            max[i] = sample;
        }
        if (isLate) {
            late[i]++;
        }
    }

    public int series(int index) {
        return series[index];
    }

    public long sliceStartMs(int index) {
        return sliceStartMs[index];
    }

    public long late(int index) {
        return late[index];
    }

    public Moments moments(int index) {
        return new Moments(n[index], sum[index], mean[index], m2[index], min[index], max[index]);
    }

    void clear() {
        if (series.length > KEPT) {
            size = 0;
            resize(SMALLEST);
        } else {
            Arrays.fill(slots, 0);
            size = 0;
        }
    }

    private int find(int seriesIndex, long startMs) {
        int mask = slots.length - 1;
        int slot = hash(seriesIndex, startMs) & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int i = entry - 1;
            if (series[i] == seriesIndex && sliceStartMs[i] == startMs) {
                return i;
            }
            slot = (slot + 1) & mask;
        }
        if (size == series.length) {
            resize(size * 2);
            return find(seriesIndex, startMs);
        }
        slots[slot] = size + 1;
        return start(size++, seriesIndex, startMs);
    }

    private int start(int i, int seriesIndex, long startMs) {
        series[i] = seriesIndex;
        sliceStartMs[i] = startMs;
        n[i] = 0;
        late[i] = 0;
        sum[i] = 0;
        mean[i] = 0;
        m2[i] = 0;
        min[i] = Double.POSITIVE_INFINITY;
        max[i] = Double.NEGATIVE_INFINITY;
        return i;
    }

    private void resize(int capacity) {
        series = Arrays.copyOf(series, capacity);
        sliceStartMs = Arrays.copyOf(sliceStartMs, capacity);
        n = Arrays.copyOf(n, capacity);
        late = Arrays.copyOf(late, capacity);
        sum = Arrays.copyOf(sum, capacity);
        mean = Arrays.copyOf(mean, capacity);
        m2 = Arrays.copyOf(m2, capacity);
        min = Arrays.copyOf(min, capacity);
        max = Arrays.copyOf(max, capacity);
        slots = new int[capacity * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hash(series[i], sliceStartMs[i]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /**
     * Series are dense and slices multiples of a second: one multiplication alone leaves them on a lattice, whose rows
     * collide for some of the usual spans. Folding the upper half back in between two of them breaks it.
     */
    static int hash(int seriesIndex, long startMs) {
        long mixed = (startMs * 0x9e3779b97f4a7c15L) ^ (seriesIndex * 0xd6e8feb86659fd93L);
        mixed ^= mixed >>> 32;
        return (int) ((mixed * 0xd6e8feb86659fd93L) >>> 32);
    }
}
