package org.chengyun.engine.core.time;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.Collection;

/**
 * The watermark of a dataset: the event time up to which its input is believed complete. Pure and immutable.
 *
 * <p>A partition's watermark is its newest event time less the allowed lateness. An idle one, which is caught up and
 * silent for a while, follows the newest of all that was known when it was asked: nothing older is expected of it when it
 * comes back. The dataset's
 * watermark is the lowest of its partitions', and never goes back.
 */
public record WatermarkRule(long allowedLatenessMs, long idleAfterMs) {
    public WatermarkRule {
        if (allowedLatenessMs < 0 || idleAfterMs < 0) {
            throw new IllegalArgumentException("allowed lateness %d ms and idle after %d ms must not be negative"
                    .formatted(allowedLatenessMs, idleAfterMs));
        }
    }

    public boolean isIdle(PartitionProgress partition) {
        return partition.caughtUp() && partition.silentMs() >= idleAfterMs;
    }

    /** Watermark of a partition that is not idle, epoch ms; {@link PartitionProgress#NONE} if nothing came yet. */
    public long active(long newestMs) {
        return newestMs == NONE ? NONE : newestMs - allowedLatenessMs;
    }

    /** Watermark of a partition, epoch ms; {@link PartitionProgress#NONE} if it is unknown. */
    public long of(PartitionProgress partition) {
        return active(
                isIdle(partition) ? Math.max(partition.newestOfAllMs(), partition.newestMs()) : partition.newestMs());
    }

    /** @return the new watermark, epoch ms; {@code current} (which may be {@link PartitionProgress#NONE}) if it stays */
    public long advance(long current, Collection<Long> partitions) {
        return Math.max(
                current, partitions.stream().mapToLong(Long::longValue).min().orElse(NONE));
    }
}
