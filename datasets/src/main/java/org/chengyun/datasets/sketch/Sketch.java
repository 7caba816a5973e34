package org.chengyun.datasets.sketch;

/**
 * A kind of sketch: a sparse map from bucket to a positive number, in which equal buckets are merged by a commutative and
 * associative operation. So the same observations give the same map, however they were batched, retried or replayed.
 */
public enum Sketch {
    /** How many values fell into each bucket of a {@link ValueHistogram}; merged by adding. */
    HISTOGRAM {
        @Override
        public long merge(long one, long other) {
            return one + other;
        }
    },
    /** The registers of a {@link DistinctCount}; merged by taking the larger. */
    DISTINCT {
        @Override
        public long merge(long one, long other) {
            return Math.max(one, other);
        }
    };

    /** Two numbers of one bucket as one. */
    public abstract long merge(long one, long other);
}
