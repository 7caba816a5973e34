package org.chengyun.engine.core.time;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.Collection;

/**
 * The watermark of a dataset: the event time up to which its input is believed complete. Pure and immutable.
 *
 * <p>A partition's watermark is its newest event time less the allowed lateness. The dataset's is the lowest of its
 * partitions, except idle ones: caught up, and silent for a while. If all are idle nothing more is expected of any, so
 * the highest counts. It never goes back.
 */
public record WatermarkRule(long allowedLatenessMs, long idleAfterMs) {
    public WatermarkRule {
        if (allowedLatenessMs < 0 || idleAfterMs < 0) {
            throw new IllegalArgumentException("allowed lateness %d ms and idle after %d ms must not be negative"
                    .formatted(allowedLatenessMs, idleAfterMs));
        }
    }

    /** @return the new watermark, epoch ms; {@code current} (which may be {@link PartitionProgress#NONE}) if it stays */
    public long advance(long current, Collection<PartitionProgress> partitions) {
        long lowestActive = Long.MAX_VALUE;
        long highest = NONE;
        for (PartitionProgress partition : partitions) {
            long watermark = partition.newestMs() == NONE ? NONE : partition.newestMs() - allowedLatenessMs;
            highest = Math.max(highest, watermark);
            if (!isIdle(partition)) {
                lowestActive = Math.min(lowestActive, watermark);
            }
        }
        long next = lowestActive == Long.MAX_VALUE ? highest : lowestActive;
        return Math.max(current, next);
    }

    private boolean isIdle(PartitionProgress partition) {
        return partition.caughtUp() && partition.silentMs() >= idleAfterMs;
    }
}
