package org.chengyun.engine.runner.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.chengyun.engine.core.window.MetricNumber;

/** The table {@code replay}. */
final class ReplayTable {
    /** One instance works on a replay: who holds its lock. It is let go with the connection, however that ends. */
    private static final String CLAIM = """
            select replay_no, metric, purpose, from_time, to_time
              from (select * from replay where state in ('waiting', 'running') and dataset = any(?)
                     order by replay_no offset 0) as open
             where pg_try_advisory_lock(hashtextextended('chengyun/replay/' || replay_no, 0))
             limit 1
            """;

    private static final String RELEASE =
            "select pg_advisory_unlock(hashtextextended('chengyun/replay/' || ?::bigint, 0))";
    private static final String METRIC_NO = "select metric_no from replay where replay_no = ?";
    private static final String START =
            "update replay set state = 'running', metric_no = ?, version = ? where replay_no = ?";
    private static final String PROGRESS =
            "update replay set records_read = ?, records_left = ?, detail = ? where replay_no = ?";
    private static final String END = """
            update replay set state = ?, detail = ?, records_left = case when ? = 'done' then 0 else records_left end,
                              ended_at = clock_timestamp()
             where replay_no = ?
            """;
    private static final String COMPARED = "update replay set windows = ?, different = ? where replay_no = ?";

    private ReplayTable() {}

    /** The first open replay that no instance works on. Must be asked outside of a transaction. */
    static Optional<Replay> claim(Connection connection, String[] datasets) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, connection.createArrayOf("text", datasets));
            try (ResultSet row = claim.executeQuery()) {
                return row.next() ? Optional.of(replay(row)) : Optional.empty();
            }
        }
    }

    private static Replay replay(ResultSet row) throws SQLException {
        Timestamp from = row.getTimestamp("from_time");
        Timestamp to = row.getTimestamp("to_time");
        return new Replay(
                row.getLong("replay_no"),
                row.getString("metric"),
                Replay.Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
                from == null ? Long.MIN_VALUE : from.getTime(),
                to == null ? Long.MAX_VALUE : to.getTime());
    }

    static void release(Connection connection, Replay replay) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setLong(1, replay.number());
            release.execute();
        }
    }

    /** Where the numbers go, if the replay was begun before. */
    static OptionalInt metricNumber(Connection connection, Replay replay) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(METRIC_NO)) {
            read.setLong(1, replay.number());
            try (ResultSet row = read.executeQuery()) {
                row.next();
                int number = row.getInt(1);
                return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
            }
        }
    }

    static void start(Connection connection, Replay replay, MetricNumber target) throws SQLException {
        try (PreparedStatement start = connection.prepareStatement(START)) {
            start.setInt(1, target.number());
            start.setInt(2, target.version());
            start.setLong(3, replay.number());
            start.executeUpdate();
        }
    }

    static void progress(Connection connection, Replay replay, long read, long left, String detail)
            throws SQLException {
        try (PreparedStatement progress = connection.prepareStatement(PROGRESS)) {
            progress.setLong(1, read);
            progress.setLong(2, left);
            progress.setString(3, detail);
            progress.setLong(4, replay.number());
            progress.executeUpdate();
        }
    }

    static void compared(Connection connection, Replay replay, Difference difference) throws SQLException {
        try (PreparedStatement compared = connection.prepareStatement(COMPARED)) {
            compared.setLong(1, difference.windows());
            compared.setLong(2, difference.different());
            compared.setLong(3, replay.number());
            compared.executeUpdate();
        }
    }

    /** @param state {@code done} or {@code failed} */
    static void end(Connection connection, Replay replay, String state, String detail) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(END)) {
            end.setString(1, state);
            end.setString(2, detail);
            end.setString(3, state);
            end.setLong(4, replay.number());
            end.executeUpdate();
        }
    }
}
