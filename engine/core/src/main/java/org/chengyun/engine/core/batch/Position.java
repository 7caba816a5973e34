package org.chengyun.engine.core.batch;

import java.time.Instant;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition stands in the tables. Immutable.
 *
 * @param nextOffset the next record to count
 * @param newestMs newest event time that was counted, epoch ms; {@link PartitionProgress#NONE} if none was
 * @param activeAt when it last brought a record; null if it never did
 */
public record Position(
        long nextOffset, long newestMs, @Nullable Instant activeAt) {}
