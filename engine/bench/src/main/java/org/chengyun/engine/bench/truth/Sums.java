package org.chengyun.engine.bench.truth;

import java.util.Arrays;

/**
 * Exact sums per key and minute: whole numbers only, so that order and merging cannot matter. Not thread-safe.
 */
final class Sums {
    private final int minutes;
    private final int unitsPerOne;
    private final int[] n;
    private final long[] sum;
    private final long[] squares;
    private final int[] min;
    private final int[] max;

    /** @param unitsPerOne 10 if values are given in tenths */
    Sums(int keys, int minutes, int unitsPerOne) {
        this.minutes = minutes;
        this.unitsPerOne = unitsPerOne;
        n = new int[keys * minutes];
        sum = new long[keys * minutes];
        squares = new long[keys * minutes];
        min = new int[keys * minutes];
        max = new int[keys * minutes];
        Arrays.fill(min, Integer.MAX_VALUE);
        Arrays.fill(max, Integer.MIN_VALUE);
    }

    void add(int key, int minute, int value) {
        int at = key * minutes + minute;
        n[at]++;
        sum[at] += value;
        squares[at] += (long) value * value;
        min[at] = Math.min(min[at], value);
        max[at] = Math.max(max[at], value);
    }

    int count(int key, int from, int to) {
        int count = 0;
        for (int at = key * minutes + from; at < key * minutes + to; at++) {
            count += n[at];
        }
        return count;
    }

    long total(int key, int from, int to) {
        long total = 0;
        for (int at = key * minutes + from; at < key * minutes + to; at++) {
            total += sum[at];
        }
        return total;
    }

    /** The window over the minutes {@code [from, to)}. */
    StatRow row(String name, int key, int from, int to, long startMs) {
        long count = count(key, from, to);
        long total = total(key, from, to);
        long totalSquares = 0;
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int at = key * minutes + from; at < key * minutes + to; at++) {
            totalSquares += squares[at];
            least = Math.min(least, min[at]);
            most = Math.max(most, max[at]);
        }
        double units = unitsPerOne;
        // Exact up to the last division: the numerator fits a long by far.
        long numerator = Math.subtractExact(Math.multiplyExact(count, totalSquares), Math.multiplyExact(total, total));
        double variance = count < 2 ? Double.NaN : numerator / (units * units * count * (count - 1));
        return new StatRow(name, startMs, count, total / (units * count), variance, least / units, most / units);
    }
}
