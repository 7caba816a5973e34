package org.chengyun.engine.bench.contestant;

import java.util.Arrays;
import org.chengyun.engine.bench.workload.Traffic;

/** Count, mean, m2, min and max per key and minute in plain arrays. Not thread-safe. */
final class Cells {
    /** For late events; after the hour there is room for the sliding windows that end there. */
    private static final int BEFORE = 15;

    static final int MINUTES = BEFORE + 65;
    private static final long MINUTE_MS = 60_000;

    private int keys = 1024;
    private int[] n = new int[keys * MINUTES];
    private double[] mean = new double[keys * MINUTES];
    private double[] m2 = new double[keys * MINUTES];
    private double[] min = new double[keys * MINUTES];
    private double[] max = new double[keys * MINUTES];

    /** The minute's number, or −1 outside the race. */
    static int minute(long eventTimeMs) {
        long minute = BEFORE + Math.floorDiv(eventTimeMs - Traffic.START_MS, MINUTE_MS);
        return minute >= 0 && minute < MINUTES ? (int) minute : -1;
    }

    static long startMs(int minute) {
        return Traffic.START_MS + (minute - BEFORE) * MINUTE_MS;
    }

    void add(int key, int minute, double value) {
        reserve(key);
        int at = key * MINUTES + minute;
        int count = ++n[at];
        if (count == 1) {
            mean[at] = value;
            min[at] = value;
            max[at] = value;
            return;
        }
        double delta = value - mean[at];
        mean[at] += delta / count;
        m2[at] += delta * (value - mean[at]);
        if (value < min[at]) {
            min[at] = value;
        }
        if (value > max[at]) {
            max[at] = value;
        }
    }

    /** Merges a cell of another table into one of this. */
    void merge(int key, int minute, Cells that, int thatKey, int thatMinute) {
        int from = thatKey * MINUTES + thatMinute;
        if (thatKey >= that.keys || that.n[from] == 0) {
            return;
        }
        reserve(key);
        int at = key * MINUTES + minute;
        if (n[at] == 0) {
            n[at] = that.n[from];
            mean[at] = that.mean[from];
            m2[at] = that.m2[from];
            min[at] = that.min[from];
            max[at] = that.max[from];
            return;
        }
        long all = (long) n[at] + that.n[from];
        double delta = that.mean[from] - mean[at];
        double share = (double) that.n[from] / all;
        m2[at] += that.m2[from] + delta * delta * n[at] * share;
        mean[at] += delta * share;
        n[at] = (int) all;
        min[at] = Math.min(min[at], that.min[from]);
        max[at] = Math.max(max[at], that.max[from]);
    }

    int count(int key, int minute) {
        return key < keys ? n[key * MINUTES + minute] : 0;
    }

    double mean(int key, int minute) {
        return mean[key * MINUTES + minute];
    }

    double variance(int key, int minute) {
        int at = key * MINUTES + minute;
        return n[at] < 2 ? Double.NaN : m2[at] / (n[at] - 1);
    }

    double min(int key, int minute) {
        return min[key * MINUTES + minute];
    }

    double max(int key, int minute) {
        return max[key * MINUTES + minute];
    }

    private void reserve(int key) {
        if (key >= keys) {
            keys = Math.max(keys * 2, key + 1);
            n = Arrays.copyOf(n, keys * MINUTES);
            mean = Arrays.copyOf(mean, keys * MINUTES);
            m2 = Arrays.copyOf(m2, keys * MINUTES);
            min = Arrays.copyOf(min, keys * MINUTES);
            max = Arrays.copyOf(max, keys * MINUTES);
        }
    }
}
