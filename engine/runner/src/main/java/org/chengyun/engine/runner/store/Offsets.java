package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * Offsets of one job on one topic, in the table {@code engine_offset}. They are the only truth about what was counted;
 * the consumer group's own offsets are not used.
 */
public final class Offsets {
    private static final String START = """
            insert into engine_offset (job, topic, partition, next_offset) values (?, ?, ?, ?)
            on conflict do nothing
            """;
    private static final String READ = """
            select partition, next_offset, max_event_time, idle_watermark from engine_offset where job = ? and topic = ?
            """;
    private static final String SWAP = """
            update engine_offset
               set next_offset = ?, max_event_time = greatest(max_event_time, ?), active_at = ?, cut = ?
             where job = ? and topic = ? and partition = ? and next_offset = ?
            """;

    private static final String FOLLOW = """
            update engine_offset set idle_watermark = greatest(idle_watermark, ?)
             where job = ? and topic = ? and partition = ?
            """;

    private final String job;
    private final String topic;

    public Offsets(String job, String topic) {
        this.job = job;
        this.topic = topic;
    }

    /** Positions of all partitions that any instance ever read, by partition. */
    public Map<Integer, Position> read(Connection connection) throws SQLException {
        Map<Integer, Position> positions = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, job);
            read.setString(2, topic);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    positions.put(row.getInt("partition"), position(row));
                }
            }
        }
        return positions;
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("next_offset"), ms(row, "max_event_time"), ms(row, "idle_watermark"));
    }

    private static long ms(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? PartitionProgress.NONE : time.getTime();
    }

    /** Next offset by partition. */
    public Map<Integer, Long> next(Connection connection) throws SQLException {
        Map<Integer, Long> next = new HashMap<>();
        read(connection).forEach((partition, position) -> next.put(partition, position.nextOffset()));
        return next;
    }

    /** Starts partitions that nobody read before at the given offsets, usually the beginning. */
    public void start(Connection connection, Map<Integer, Long> firstOffsets) throws SQLException {
        try (PreparedStatement start = connection.prepareStatement(START)) {
            for (Map.Entry<Integer, Long> entry : new TreeMap<>(firstOffsets).entrySet()) {
                start.setString(1, job);
                start.setString(2, topic);
                start.setInt(3, entry.getKey());
                start.setLong(4, entry.getValue());
                start.addBatch();
            }
            start.executeBatch();
        }
    }

    /** Forgets where the job stood; it has ended. */
    public void forget(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from engine_offset where job = ? and topic = ?")) {
            delete.setString(1, job);
            delete.setString(2, topic);
            delete.executeUpdate();
        }
    }

    /** Notes how far idle partitions have followed the others, epoch ms by partition; none of them goes back. */
    public void follow(Connection connection, Map<Integer, Long> idleWatermarksMs) throws SQLException {
        try (PreparedStatement follow = connection.prepareStatement(FOLLOW)) {
            // In partition order, as the swap takes the rows: no two may wait for each other.
            for (Map.Entry<Integer, Long> entry : new TreeMap<>(idleWatermarksMs).entrySet()) {
                follow.setTimestamp(1, new Timestamp(entry.getValue()));
                follow.setString(2, job);
                follow.setString(3, topic);
                follow.setInt(4, entry.getKey());
                follow.addBatch();
            }
            follow.executeBatch();
        }
    }

    /**
     * Compare and swap: moves every partition from the start of its range to the end, in partition order.
     *
     * @throws Fenced if any partition stands elsewhere; the caller must roll back
     */
    public void swap(Connection connection, Map<Integer, OffsetRange> ranges, Instant activeAt, long cut)
            throws SQLException, Fenced {
        try (PreparedStatement swap = connection.prepareStatement(SWAP)) {
            for (Map.Entry<Integer, OffsetRange> entry : new TreeMap<>(ranges).entrySet()) {
                OffsetRange range = entry.getValue();
                swap.setLong(1, range.to());
                swap.setTimestamp(
                        2, range.newestMs() == PartitionProgress.NONE ? null : new Timestamp(range.newestMs()));
                swap.setTimestamp(3, Timestamp.from(activeAt));
                swap.setLong(4, cut);
                swap.setString(5, job);
                swap.setString(6, topic);
                swap.setInt(7, entry.getKey());
                swap.setLong(8, range.from());
                if (swap.executeUpdate() != 1) {
                    throw new Fenced("partition %d of %s is not at offset %d: another instance committed it"
                            .formatted(entry.getKey(), topic, range.from()));
                }
            }
        }
    }
}
