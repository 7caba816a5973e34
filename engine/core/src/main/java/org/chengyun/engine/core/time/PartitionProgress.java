package org.chengyun.engine.core.time;

/**
 * How far one partition has come. Immutable.
 *
 * @param newestMs newest event time seen, epoch ms; {@link #NONE} if nothing came yet
 * @param caughtUp whether everything was read that the partition held when it was last asked
 * @param silentMs for how long it had brought nothing when it was last asked, ms; what came since nobody knows
 * @param newestOfAllMs newest event time of any partition that was known before it was last asked, epoch ms; {@link #NONE}
 *     if none was. What came later may be followed by something older here, that nobody has seen yet
 */
public record PartitionProgress(long newestMs, boolean caughtUp, long silentMs, long newestOfAllMs) {
    public static final long NONE = Long.MIN_VALUE;
}
