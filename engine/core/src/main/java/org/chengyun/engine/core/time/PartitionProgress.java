package org.chengyun.engine.core.time;

/**
 * How far one partition has come. Immutable.
 *
 * @param newestMs newest event time seen, epoch ms; {@link #NONE} if nothing came yet
 * @param caughtUp whether everything that the partition holds was read
 * @param silentMs for how long it has brought nothing, ms
 */
public record PartitionProgress(long newestMs, boolean caughtUp, long silentMs) {
    public static final long NONE = Long.MIN_VALUE;
}
