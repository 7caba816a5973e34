package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.chengyun.engine.core.batch.Quarantined;

/**
 * The table {@code quarantine}. It has a limit: at the limit whatever fills it waits, so that nothing is dropped. What was
 * replayed has no bytes any more and does not count.
 */
public final class QuarantineTable {
    private static final String ADD = """
            insert into quarantine
              (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition, record_offset, read_as)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))
            on conflict (topic, partition, record_offset) do nothing
            """;
    private static final String COUNT =
            "select count(*) from (select from quarantine where replayed_at is null limit ?) as counted";

    private final long maxRows;

    public QuarantineTable(long maxRows) {
        this.maxRows = maxRows;
    }

    /**
     * Adds the records in the current transaction.
     *
     * @throws QuarantineFull if there is no room; the caller must roll back and wait
     */
    public void add(Connection connection, List<Quarantined> records) throws SQLException, QuarantineFull {
        if (records.isEmpty()) {
            return;
        }
        requireRoom(connection, records.size());
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Quarantined record : records) {
                bind(add, record);
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private void requireRoom(Connection connection, int more) throws SQLException, QuarantineFull {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setLong(1, maxRows);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                // A batch larger than the whole limit must still pass through an empty table.
                if (row.getLong(1) > 0 && row.getLong(1) + more > maxRows) {
                    throw new QuarantineFull(maxRows);
                }
            }
        }
    }

    private static void bind(PreparedStatement add, Quarantined record) throws SQLException {
        add.setTimestamp(1, Timestamp.from(record.at()));
        add.setString(2, record.dataset());
        add.setString(3, record.feed());
        add.setString(4, record.stage());
        add.setString(5, record.reason());
        add.setString(6, record.detail());
        add.setString(7, record.source());
        add.setBytes(8, record.bytes());
        add.setString(9, record.topic());
        add.setInt(10, record.partition());
        add.setLong(11, record.offset());
        add.setString(12, record.readAs());
    }
}
