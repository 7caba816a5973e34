package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * The table {@code dedupe_key} of one job on one topic: what was counted within the horizon, batch by batch. What is written
 * with a batch is committed with its offsets, so a fenced batch leaves nothing.
 */
public final class DedupeTable {
    private static final String ADD = """
            insert into dedupe_key (job, topic, partition, from_offset, to_offset, newest_event_time, keys)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FORGET_OLD = """
            delete from dedupe_key where job = ? and topic = ? and partition = ? and newest_event_time < ?
            """;

    /** Somebody set the offsets back on purpose: what was counted behind them is to be counted anew. */
    private static final String FORGET_AHEAD = """
            delete from dedupe_key k using engine_offset o
             where k.job = ? and k.topic = ? and k.partition = any(?)
               and (o.job, o.topic, o.partition) = (k.job, k.topic, k.partition) and k.to_offset > o.next_offset
            """;

    private static final String LOAD = """
            select k.partition, k.newest_event_time, k.keys
              from dedupe_key k join engine_offset o using (job, topic, partition)
             where k.job = ? and k.topic = ? and k.partition = any(?) and k.to_offset <= o.next_offset
               and k.newest_event_time >= o.max_event_time - ? * interval '1 ms'
            """;
    private static final String FORGET = "delete from dedupe_key where job = ? and topic = ?";
    /** Rows in memory at a time while a partition is assigned: each may hold as many keys as a batch. */
    private static final int FETCH_ROWS = 8;

    private final String job;
    private final String topic;
    private final long withinMs;

    public DedupeTable(String job, Dataset dataset) {
        this.job = job;
        this.topic = dataset.topic();
        this.withinMs =
                dataset.dedupe().map(dedupe -> dedupe.within().toMillis()).orElse(0L);
    }

    /** In the transaction that moves the offsets: adds the batch's keys, and drops what fell behind the horizon. */
    void write(Connection connection, Batch batch) throws SQLException {
        if (withinMs == 0) {
            return;
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_OLD);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            // In partition order, as the swap takes the rows: no two may wait for each other.
            for (Map.Entry<Integer, OffsetRange> entry : new TreeMap<>(batch.ranges()).entrySet()) {
                forgetOld(forget, entry.getKey(), entry.getValue().newestMs());
                KeyBlock keys = batch.keys().get(entry.getKey());
                if (keys != null) {
                    add(add, entry.getKey(), entry.getValue(), keys);
                }
            }
            forget.executeBatch();
            add.executeBatch();
        }
    }

    private void forgetOld(PreparedStatement forget, int partition, long newestMs) throws SQLException {
        if (newestMs != PartitionProgress.NONE) {
            partition(forget, partition);
            forget.setTimestamp(4, new Timestamp(newestMs - withinMs));
            forget.addBatch();
        }
    }

    private void add(PreparedStatement add, int partition, OffsetRange range, KeyBlock keys) throws SQLException {
        partition(add, partition);
        add.setLong(4, range.from());
        add.setLong(5, range.to());
        add.setTimestamp(6, new Timestamp(keys.newestMs()));
        add.setBytes(7, keys.bytes());
        add.addBatch();
    }

    private void partition(PreparedStatement statement, int partition) throws SQLException {
        statement.setString(1, job);
        statement.setString(2, topic);
        statement.setInt(3, partition);
    }

    /**
     * Gives what is stored of partitions, as far as their stored positions.
     *
     * @param sink gets partition and keys, in any order
     */
    public void load(Connection connection, List<Integer> partitions, BiConsumer<Integer, KeyBlock> sink)
            throws SQLException {
        if (withinMs == 0) {
            forget(connection, partitions);
            return;
        }
        boolean wasAuto = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (PreparedStatement forget = connection.prepareStatement(FORGET_AHEAD);
                PreparedStatement load = connection.prepareStatement(LOAD)) {
            partitions(forget, partitions);
            forget.executeUpdate();
            partitions(load, partitions);
            load.setLong(4, withinMs);
            load.setFetchSize(FETCH_ROWS);
            try (ResultSet row = load.executeQuery()) {
                while (row.next()) {
                    sink.accept(
                            row.getInt("partition"),
                            new KeyBlock(row.getTimestamp("newest_event_time").getTime(), row.getBytes("keys")));
                }
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(wasAuto);
        }
    }

    /** The option was taken away; what is counted from now on would be missing. */
    private void forget(Connection connection, List<Integer> partitions) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET + " and partition = any(?)")) {
            partitions(forget, partitions);
            forget.executeUpdate();
        }
    }

    private void partitions(PreparedStatement statement, List<Integer> partitions) throws SQLException {
        statement.setString(1, job);
        statement.setString(2, topic);
        statement.setArray(3, statement.getConnection().createArrayOf("int4", partitions.toArray()));
    }

    /** Forgets everything; the job has ended. */
    public void forget(Connection connection) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setString(1, job);
            forget.setString(2, topic);
            forget.executeUpdate();
        }
    }
}
