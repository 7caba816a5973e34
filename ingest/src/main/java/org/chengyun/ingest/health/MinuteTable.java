package org.chengyun.ingest.health;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chengyun.ingest.tally.Minute;

/** The rows of one process in the table {@code feed_minute}. Immutable. */
final class MinuteTable {
    /** Totals, not differences: a write whose answer was lost is simply repeated. */
    private static final String WRITE = """
            insert into feed_minute (feed, dataset, minute, process, records, decoded, filtered, rejected, repeated,
              observations, bytes, failures, dropped, refused, reasons)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (feed, dataset, minute, process) do update set
              (records, decoded, filtered, rejected, repeated, observations, bytes, failures, dropped, refused, reasons)
              = (excluded.records, excluded.decoded, excluded.filtered, excluded.rejected, excluded.repeated,
                 excluded.observations, excluded.bytes, excluded.failures, excluded.dropped, excluded.refused,
                 excluded.reasons)
            """;

    private static final String FORGET = "delete from feed_minute where minute < ?::timestamptz - interval '35 days'";

    private final UUID process;

    MinuteTable(UUID process) {
        this.process = process;
    }

    void write(Connection connection, List<FeedState> states) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (FeedState state : states) {
                for (Minute minute : state.unwritten()) {
                    bind(write, state, minute);
                    write.addBatch();
                }
            }
            write.executeBatch();
        }
    }

    private void bind(PreparedStatement write, FeedState state, Minute minute) throws SQLException {
        write.setString(1, state.feed());
        write.setString(2, state.dataset());
        write.setTimestamp(3, new Timestamp(minute.startMs()));
        write.setObject(4, process);
        write.setLong(5, minute.records());
        write.setLong(6, minute.decoded());
        write.setLong(7, minute.filtered());
        write.setLong(8, minute.rejected());
        write.setLong(9, minute.repeated());
        write.setLong(10, minute.observations());
        write.setLong(11, minute.bytes());
        write.setLong(12, minute.failures());
        write.setLong(13, minute.dropped());
        write.setLong(14, minute.refused());
        write.setString(15, json(minute));
    }

    /** Reasons are codes of lower case letters and hyphens: nothing in them needs to be escaped. */
    private static String json(Minute minute) {
        return minute.reasons().entrySet().stream()
                .map(reason -> "\"%s\":%d".formatted(reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** What is older than the weeks from which the usual rate is learned. */
    void forgetOld(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setTimestamp(1, Timestamp.from(now));
            forget.executeUpdate();
        }
    }
}
