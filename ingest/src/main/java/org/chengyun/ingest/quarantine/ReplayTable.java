package org.chengyun.ingest.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.chengyun.ingest.quarantine.KeptTable.Cursor;

/** The table {@code quarantine_replay}: wishes, written by the interface, and how far they are, written here. */
final class ReplayTable {
    /** One process works on the replays of a dataset: who holds its lock. It is let go with the connection. */
    private static final String CLAIM = """
            select replay_no, dataset, feed, reason, format, dry, up_to, at_feed, at_no, reasons, samples
              from (select * from quarantine_replay where state in ('waiting', 'running') and dataset = any(?)
                     order by replay_no offset 0) as open
             where pg_try_advisory_lock(hashtextextended('chengyun/quarantine/' || dataset, 0))
             limit 1
            """;

    private static final String RELEASE = "select pg_advisory_unlock(hashtextextended('chengyun/quarantine/' || ?, 0))";
    private static final String BEGIN = """
            update quarantine_replay set state = 'running', up_to = ? where replay_no = ? and state = 'waiting'
            """;
    private static final String SENT = """
            update quarantine_replay
               set replayed = replayed + ?, tried = tried + ?, observations = observations + ?, detail = ''
             where replay_no = ?
            """;
    private static final String LOOKED = """
            update quarantine_replay
               set at_feed = ?, at_no = ?, kept = kept + ?, tried = tried + ?, replayed = replayed + ?,
                   observations = observations + ?, reasons = ?, samples = ?, detail = ''
             where replay_no = ?
            """;
    private static final String NOTE = "update quarantine_replay set detail = ? where replay_no = ?";
    private static final String END = """
            update quarantine_replay set state = ?, detail = ?, ended_at = clock_timestamp() where replay_no = ?
            """;

    private ReplayTable() {}

    /** A replay that this process works on, with how far it is. */
    record Claimed(Replay replay, boolean isBegun, Cursor cursor, Account account) {}

    /** The first open replay that no process works on. Must be asked outside of a transaction. */
    static Optional<Claimed> claim(Connection connection, String[] datasets) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, connection.createArrayOf("text", datasets));
            try (ResultSet row = claim.executeQuery()) {
                return row.next() ? Optional.of(claimed(row)) : Optional.empty();
            }
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        long upTo = row.getLong("up_to");
        boolean isBegun = !row.wasNull();
        var replay = new Replay(
                row.getLong("replay_no"),
                row.getString("dataset"),
                row.getString("feed"),
                row.getString("reason"),
                row.getString("format"),
                row.getBoolean("dry"),
                upTo);
        return new Claimed(
                replay,
                isBegun,
                new Cursor(row.getString("at_feed"), row.getLong("at_no")),
                Account.parse(row.getString("reasons"), row.getString("samples")));
    }

    static void release(Connection connection, Replay replay) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setString(1, replay.dataset());
            release.execute();
        }
    }

    /** False if it waits no more: somebody took it back. */
    static boolean begin(Connection connection, long replay, long upTo) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setLong(1, upTo);
            begin.setLong(2, replay);
            return begin.executeUpdate() == 1;
        }
    }

    /** Adds what is in Kafka now and was not noted yet. */
    static void sent(Connection connection, long replay, long records, long observations) throws SQLException {
        try (PreparedStatement sent = connection.prepareStatement(SENT)) {
            sent.setLong(1, records);
            sent.setLong(2, records);
            sent.setLong(3, observations);
            sent.setLong(4, replay);
            sent.executeUpdate();
        }
    }

    /** Notes that everything up to the cursor was looked at, and what is said of it. */
    static void looked(Connection connection, long replay, Cursor upTo, Account account) throws SQLException {
        try (PreparedStatement looked = connection.prepareStatement(LOOKED)) {
            looked.setString(1, upTo.feed());
            looked.setLong(2, upTo.number());
            looked.setLong(3, account.kept());
            looked.setLong(4, account.kept() + account.wouldBeReplayed());
            looked.setLong(5, account.wouldBeReplayed());
            looked.setLong(6, account.wouldBeObservations());
            looked.setString(7, account.reasonsJson());
            looked.setString(8, account.samplesJson());
            looked.setLong(9, replay);
            looked.executeUpdate();
        }
    }

    /** Says what it waits for. */
    static void note(Connection connection, long replay, String detail) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, detail.replace('\0', '�'));
            note.setLong(2, replay);
            note.executeUpdate();
        }
    }

    static void end(Connection connection, long replay, String state, String detail) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(END)) {
            end.setString(1, state);
            end.setString(2, detail.replace('\0', '�'));
            end.setLong(3, replay);
            end.executeUpdate();
        }
    }
}
