package org.chengyun.datasets.sketch;

import java.util.Arrays;
import java.util.List;

/**
 * The stored form of a {@link Sketch}: one number per bucket that is not empty, rising, the bucket in the upper bits and
 * its number in the lower {@value #VALUE_BITS}. Tables keep it as {@code bigint[]}.
 */
public final class Cells {
    public static final int VALUE_BITS = 44;
    /** A bucket has at most so many bits. */
    public static final int BUCKET_BITS = 18;

    private static final long VALUE = (1L << VALUE_BITS) - 1;

    private Cells() {}

    /**
     * A bucket with its number.
     *
     * @param bucket not negative, below 2<sup>18</sup>
     * @param value positive, below 2<sup>44</sup>: more observations than a city makes
     */
    public static long cell(int bucket, long value) {
        if (bucket < 0 || bucket >>> BUCKET_BITS != 0 || value <= 0 || value > VALUE) {
            throw new IllegalArgumentException("impossible cell: bucket %d, value %d".formatted(bucket, value));
        }
        return (long) bucket << VALUE_BITS | value;
    }

    public static int bucket(long cell) {
        return (int) (cell >>> VALUE_BITS);
    }

    public static long value(long cell) {
        return cell & VALUE;
    }

    /** All of them as one, as if one pass had seen what they saw. The order of the parts does not matter. */
    public static long[] merge(Sketch sketch, List<long[]> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        long[] cells = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        int size = 0;
        for (long cell : cells) {
            if (size > 0 && bucket(cells[size - 1]) == bucket(cell)) {
                cells[size - 1] = cell(bucket(cell), sketch.merge(value(cells[size - 1]), value(cell)));
            } else {
                cells[size++] = cell;
            }
        }
        return Arrays.copyOf(cells, size);
    }
}
