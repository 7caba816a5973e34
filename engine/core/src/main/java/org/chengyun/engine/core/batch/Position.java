package org.chengyun.engine.core.batch;

import org.chengyun.engine.core.time.PartitionProgress;

/**
 * Where a partition stands in the tables. Immutable.
 *
 * @param nextOffset the next record to count
 * @param newestMs newest event time that was counted, epoch ms; {@link PartitionProgress#NONE} if none was
 * @param idleWatermarkMs how far it has followed the others while it was idle, epoch ms: nothing older is expected of it;
 *     {@link PartitionProgress#NONE} if it never was idle
 */
public record Position(long nextOffset, long newestMs, long idleWatermarkMs) {}
