package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.window.Part;
import org.chengyun.engine.core.window.WindowMerger;
import org.chengyun.engine.core.window.WindowPlan.RollUp;
import org.postgresql.jdbc.PgConnection;

/**
 * Puts closed windows together from stored rows, never from events. The rows stream through: memory does not grow with
 * the windows. Bound to one connection; not thread-safe, the committing thread owns it.
 */
final class RollUpTable {
    private static final String PARTS = """
            select metric_no, series_no, extract(epoch from start)::bigint, n, late, sum, mean, m2, min, max
              from window_stat
             where metric_no = any(?) and size_s = ? and start >= ?::timestamptz and start < ?::timestamptz
             order by series_no, start
            """;
    private static final String COPY = """
            copy window_stat (series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, cut)
            from stdin (format binary)
            """;
    private static final int COLUMNS = 12;
    private static final int ROWS_AT_ONCE = 5_000;
    /** Windows are written when so many bytes of them have come together. */
    private static final int BYTES_AT_ONCE = 4 << 20;

    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private final Part row = new Part();

    RollUpTable(Connection connection) throws SQLException {
        this.connection = connection;
        // Numbers in binary from the first time on; usually the driver waits for the fifth.
        connection.unwrap(PgConnection.class).setForceBinary(true);
    }

    /** What the windows being written belong to. */
    private static final class Owner {
        long seriesNo = -1;
        int metricNo;
        /** A pure count has no other moments. */
        boolean isCount;
    }

    /** Adds the windows of one shape that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void add(RollUp rollUp, Cut cut, long closedMs) throws SQLException {
        long firstMs = WindowMerger.firstMs(rollUp.window(), closedMs);
        long endMs = WindowMerger.endMs(rollUp.window(), cut.watermarkMs());
        if (firstMs >= endMs) {
            return;
        }
        try (PreparedStatement parts = connection.prepareStatement(PARTS)) {
            parts.setFetchSize(ROWS_AT_ONCE);
            parts.setArray(1, connection.createArrayOf("int4", rollUp.metricArray()));
            parts.setInt(2, rollUp.source().sizeKey());
            parts.setString(3, firstMs == Long.MIN_VALUE ? "-infinity" : text(firstMs));
            parts.setString(4, text(endMs));
            try (ResultSet rows = parts.executeQuery()) {
                merge(rows, rollUp, cut, closedMs);
            }
        }
    }

    private void merge(ResultSet rows, RollUp rollUp, Cut cut, long closedMs) throws SQLException {
        var owner = new Owner();
        var merger = new WindowMerger(
                rollUp.window(),
                closedMs,
                cut.watermarkMs(),
                window -> write(window, owner, rollUp.window().sizeKey(), cut.number()));
        buffer.begin();
        while (rows.next()) {
            if (rows.getLong(2) != owner.seriesNo) {
                merger.end();
                sendIfFull();
                merger.begin();
                owner.seriesNo = rows.getLong(2);
                owner.metricNo = rows.getInt(1);
            }
            read(rows, owner);
            merger.add(row);
        }
        merger.end();
        send();
    }

    private void read(ResultSet rows, Owner owner) throws SQLException {
        double sum = rows.getDouble(6);
        owner.isCount = rows.wasNull();
        row.set(
                rows.getLong(3) * 1000,
                rows.getLong(4),
                rows.getLong(5),
                sum,
                rows.getDouble(7),
                rows.getDouble(8),
                rows.getDouble(9),
                rows.getDouble(10));
    }

    private void write(Part window, Owner owner, int size, long cut) {
        buffer.row(COLUMNS);
        buffer.bigint(owner.seriesNo);
        buffer.integer(owner.metricNo);
        buffer.integer(size);
        buffer.time(window.startMs());
        buffer.bigint(window.n());
        number(window.sum(), owner);
        number(window.mean(), owner);
        number(window.m2(), owner);
        number(window.min(), owner);
        number(window.max(), owner);
        buffer.bigint(window.late());
        buffer.bigint(cut);
    }

    private void number(double value, Owner owner) {
        if (owner.isCount) {
            buffer.nothing();
        } else {
            buffer.number(value);
        }
    }

    private void sendIfFull() throws SQLException {
        if (buffer.length() > BYTES_AT_ONCE) {
            send();
        }
    }

    private void send() throws SQLException {
        buffer.end();
        buffer.send(connection, COPY);
        buffer.begin();
    }

    private static String text(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
