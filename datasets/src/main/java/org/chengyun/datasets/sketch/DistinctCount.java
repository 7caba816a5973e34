package org.chengyun.datasets.sketch;

/**
 * How many different values there were, by HyperLogLog: 4,096 registers, each the longest run of zeros in the hashes that
 * fell to it (Flajolet, Fusy, Gandouet, Meunier 2007), read by the improved raw estimator (Ertl, "New cardinality
 * estimation algorithms for HyperLogLog sketches", 2017, algorithm 6), which needs no corrections for small counts.
 */
public final class DistinctCount {
    /** One standard error, relative: 1.04 / √4096, about 1.6 %. */
    public static final double STANDARD_ERROR = 1.04 / 64;

    private static final int INDEX_BITS = 12;
    private static final int REGISTERS = 1 << INDEX_BITS;
    private static final int RANK_BITS = Long.SIZE - INDEX_BITS;
    private static final double ALPHA = 1 / (2 * Math.log(2));

    private DistinctCount() {}

    /** The register that a hash falls to. */
    public static int register(long hash) {
        return (int) (hash >>> RANK_BITS);
    }

    /** What it brings there: 1 to 53. */
    public static int rank(long hash) {
        return 1 + Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1));
    }

    /** The number of different values, about. */
    public static long estimate(long[] cells) {
        int[] registersOfRank = new int[RANK_BITS + 2];
        registersOfRank[0] = REGISTERS - cells.length;
        for (long cell : cells) {
            registersOfRank[(int) Cells.value(cell)]++;
        }
        double z = REGISTERS * tau(1 - (double) registersOfRank[RANK_BITS + 1] / REGISTERS);
        for (int rank = RANK_BITS; rank >= 1; rank--) {
            z = 0.5 * (z + registersOfRank[rank]);
        }
        z += REGISTERS * sigma((double) registersOfRank[0] / REGISTERS);
        return Math.round(ALPHA * REGISTERS * REGISTERS / z);
    }

    /** x + Σ x^(2^k) · 2^(k−1), k ≥ 1; infinite at 1: no register is set. */
    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    /** (1 − x − Σ (1 − x^(2^−k))² · 2^−k) / 3, k ≥ 1. */
    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }
}
