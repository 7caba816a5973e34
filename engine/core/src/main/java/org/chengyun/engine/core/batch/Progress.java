package org.chengyun.engine.core.batch;

import java.util.Map;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * How far the partitions of this instance have come with everything that is committed or being committed. Immutable.
 *
 * @param nowMs when that was
 */
public record Progress(Map<Integer, PartitionProgress> partitions, long nowMs) {
    /** For how long none of them had brought anything when they were last asked, ms. */
    public long silentMs() {
        return partitions.values().stream()
                .mapToLong(PartitionProgress::silentMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
