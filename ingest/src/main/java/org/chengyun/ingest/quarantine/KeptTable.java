package org.chengyun.ingest.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.quarantine.KeptRecord.Place;

/** The table {@code quarantine}, as a replay uses it; the engine fills it. */
final class KeptTable {
    private static final String NEXT = """
            select quarantine_no, feed, stage, reason, source, bytes, topic, partition, record_offset, read_as
              from quarantine
             where dataset = ? and replayed_at is null and quarantine_no <= ?
               and (feed, quarantine_no) > (?, ?)
               and (?::text is null or feed = ?) and (?::text is null or reason = ?)
             order by feed, quarantine_no
             limit ?
            """;
    /** What was replayed is in the numbers, and its bytes, which may name people, are needed no longer. */
    private static final String REPLAYED = """
            update quarantine set replayed_at = clock_timestamp(), replay_no = ?, bytes = '', read_as = null
             where topic = ? and partition = ? and record_offset = ? and replayed_at is null
            """;

    private static final String FAILED = """
            update quarantine
               set first_reason = case when reason = ? then first_reason else coalesce(first_reason, reason) end,
                   reason = ?, detail = ?, tried_at = clock_timestamp(), replay_no = ?
             where quarantine_no = ? and replayed_at is null
            """;
    private static final String NEWEST = "select coalesce(max(quarantine_no), 0) from quarantine";
    private static final int FETCHED_AT_ONCE = 8;

    private KeptTable() {}

    /** Where a replay stands: behind this record, in the order of feed and number. */
    record Cursor(String feed, long number) {}

    /**
     * The records of one feed behind the cursor, at least one if there are any. To be asked within a transaction.
     *
     * @param mostRows how many at most
     * @param mostBytes no more once there are so many
     */
    static List<KeptRecord> next(Connection connection, Replay replay, Cursor behind, int mostRows, long mostBytes)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setFetchSize(FETCHED_AT_ONCE);
            query.setString(1, replay.dataset());
            query.setLong(2, replay.upTo());
            query.setString(3, behind.feed());
            query.setLong(4, behind.number());
            query.setString(5, replay.feed());
            query.setString(6, replay.feed());
            query.setString(7, replay.reason());
            query.setString(8, replay.reason());
            query.setInt(9, mostRows);
            List<KeptRecord> records = new ArrayList<>();
            long bytes = 0;
            try (ResultSet row = query.executeQuery()) {
                while (bytes < mostBytes && row.next()) {
                    KeptRecord record = record(row);
                    if (!records.isEmpty() && !records.getFirst().feed().equals(record.feed())) {
                        break;
                    }
                    bytes += record.bytes().length;
                    records.add(record);
                }
            }
            return records;
        }
    }

    private static KeptRecord record(ResultSet row) throws SQLException {
        return new KeptRecord(
                row.getLong("quarantine_no"),
                row.getString("feed"),
                row.getString("stage"),
                row.getString("reason"),
                row.getString("source"),
                row.getBytes("bytes"),
                new Place(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")),
                ReadAs.parse(row.getString("read_as")));
    }

    /** Marks what is in Kafka now; returns how many were not marked before. */
    static long markReplayed(Connection connection, long replay, List<Place> places) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(REPLAYED)) {
            for (Place place : places) {
                mark.setLong(1, replay);
                mark.setString(2, place.topic());
                mark.setInt(3, place.partition());
                mark.setLong(4, place.offset());
                mark.addBatch();
            }
            long marked = 0;
            for (int count : mark.executeBatch()) {
                marked += count;
            }
            return marked;
        }
    }

    /** Notes why records stay. */
    static void noteFailures(Connection connection, long replay, List<Failure> failures) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(FAILED)) {
            for (Failure failure : failures) {
                note.setString(1, failure.reason());
                note.setString(2, failure.reason());
                note.setString(3, failure.detail().replace('\0', '�'));
                note.setLong(4, replay);
                note.setLong(5, failure.number());
                note.addBatch();
            }
            note.executeBatch();
        }
    }

    /** A record that still cannot be read. */
    record Failure(long number, String reason, String detail) {}

    static long newest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
