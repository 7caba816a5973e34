package org.chengyun.engine.core.time;

/**
 * When a risen watermark closes windows. Pure and immutable.
 *
 * <p>Live input closes at once when the watermark passes the end of a slice. History that is being read (a file of last
 * year, a backlog) is mostly out of order by more than any allowed lateness: it closes when it has settled, so that its
 * windows are computed once instead of being corrected again and again; but never later than {@code longestWaitMs}.
 *
 * @param liveWithinMs how close to the clock a watermark is live
 * @param settledMs how long the input must have been silent
 */
public record ClosePolicy(long liveWithinMs, long settledMs, long longestWaitMs) {
    public static final ClosePolicy DEFAULT = settledAfter(1_000);

    /** With the usual idea of live and of too long. */
    public static ClosePolicy settledAfter(long settledMs) {
        return new ClosePolicy(3_600_000, settledMs, Math.max(10_000, settledMs));
    }

    /**
     * @param closedMs watermark of the last close, {@link PartitionProgress#NONE} before the first
     * @param sliceMs a span that divides every slice of the dataset's metrics: their greatest common divisor. The finest
     *     of them is not enough: of slices of 2 and 3 minutes, the end of the 3rd minute would be missed
     */
    public boolean shouldClose(
            long closedMs, long watermarkMs, long sliceMs, long nowMs, long silentMs, long sinceLastCloseMs) {
        if (watermarkMs == PartitionProgress.NONE || watermarkMs <= closedMs) {
            return false;
        }
        boolean crossed = closedMs == PartitionProgress.NONE
                || Math.floorDiv(closedMs, sliceMs) != Math.floorDiv(watermarkMs, sliceMs);
        if (!crossed) {
            return false;
        }
        boolean live = nowMs - watermarkMs <= liveWithinMs;
        return live || silentMs >= settledMs || sinceLastCloseMs >= longestWaitMs;
    }
}
