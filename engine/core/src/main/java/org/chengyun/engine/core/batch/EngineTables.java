package org.chengyun.engine.core.batch;

import java.util.Map;

/**
 * The tables of the engine, as the committing thread sees them. Each call is a transaction. After {@link TablesAway} the
 * next call must be {@link #open}.
 */
public interface EngineTables {
    /** Connects. @return up to where windows are closed, see {@link #closedMs} */
    long open() throws TablesAway;

    /** Deltas, offsets, rejected records and the cut, all of them or none; only if the offsets are where the batch begins. */
    CommitOutcome commit(Batch batch) throws TablesAway;

    /** Positions of all partitions that any instance ever read, by partition. */
    Map<Integer, Position> positions() throws TablesAway;

    /** Notes how far idle partitions have followed the others, epoch ms by partition; none of them goes back. */
    void follow(Map<Integer, Long> idleWatermarksMs) throws TablesAway;

    /** Closes all windows that end at or before the watermark; nothing if another instance has come as far already. */
    void close(long watermarkMs) throws TablesAway;

    /** Up to where windows are closed, epoch ms; {@link org.chengyun.engine.core.time.PartitionProgress#NONE} if nowhere. */
    long closedMs() throws TablesAway;
}
