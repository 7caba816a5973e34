package org.chengyun.engine.core.commit;

/**
 * The records {@code [from, to)} of one partition that a micro-batch covers. Immutable.
 *
 * @param newestMs newest event time of the partition so far, epoch ms;
 *     {@link org.chengyun.engine.core.time.PartitionProgress#NONE} if it never had one
 */
public record OffsetRange(long from, long to, long newestMs) {
    public OffsetRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not a range: [%d, %d)".formatted(from, to));
        }
    }
}
