package org.chengyun.datasets.sketch;

/**
 * Percentiles from counts in buckets of fixed relative width: a bucket is the sign, the exponent and the first 6 bits of the
 * mantissa of a double, so 64 buckets for each power of two, the same everywhere and for ever.
 *
 * <p>The rank of an answer is exact, its value off by at most {@link #ERROR_BOUND} of itself. Below 2<sup>−1022</sup>, where
 * doubles lose digits, it is off by less than 2<sup>−1028</sup>.
 */
public final class ValueHistogram {
    /** Half the widest bucket, relative to its lower end: 1/128, about 0.8 %. */
    public static final double ERROR_BOUND = 1.0 / 128;

    private static final int DROPPED_BITS = 46;
    /** The bucket of zero; those below it are negative, mirrored. */
    private static final int ZERO = 1 << 17;

    private ValueHistogram() {}

    /** The bucket of a finite value. A smaller value never has a larger bucket. */
    public static int bucket(double value) {
        int magnitude = (int) ((Double.doubleToRawLongBits(value) & Long.MAX_VALUE) >>> DROPPED_BITS);
        return value < 0 ? ZERO - 1 - magnitude : ZERO + magnitude;
    }

    /** The value that stands for all of a bucket: its middle; zero for those around zero. */
    public static double middle(int bucket) {
        int magnitude = bucket >= ZERO ? bucket - ZERO : ZERO - 1 - bucket;
        if (magnitude == 0) {
            return 0;
        }
        long lower = (long) magnitude << DROPPED_BITS;
        double middle = Double.longBitsToDouble(lower | 1L << (DROPPED_BITS - 1));
        return bucket >= ZERO ? middle : -middle;
    }

    /**
     * The smallest value such that at least the asked share of all values are less or equal (the nearest-rank percentile).
     *
     * @param cells at least one
     * @param basisPoints the share in 1/10,000: 9,500 for the 95th percentile; 1 to 9,999
     * @param min smallest value of all, max largest: a better answer than a middle beyond them
     */
    public static double percentile(long[] cells, int basisPoints, double min, double max) {
        long n = 0;
        for (long cell : cells) {
            n += Cells.value(cell);
        }
        // Whole numbers: 0.07 * 100 would be a little more than 7.
        long rank = Math.ceilDiv(Math.multiplyExact(n, basisPoints), 10_000);
        long behind = 0;
        for (long cell : cells) {
            behind += Cells.value(cell);
            if (behind >= rank) {
                return Math.clamp(middle(Cells.bucket(cell)), min, max);
            }
        }
        throw new IllegalArgumentException("a histogram without values has no percentiles");
    }
}
