package org.chengyun.ingest.health;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of one process in the table {@code feed_health}. Immutable. */
final class HealthTable {
    /** Moments never go back: those of this instance before its restart stand until there are newer ones. */
    private static final String WRITE = """
            insert into feed_health as old (feed, dataset, instance, transport, format, every_s, started_at, at, trouble,
              trouble_since, reached_at, record_at, good_at, newest_event_time, connections, waiting_bytes, behind_bytes,
              behind_records)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (feed, dataset, instance) do update set
              transport = excluded.transport, format = excluded.format, every_s = excluded.every_s,
              started_at = excluded.started_at, at = excluded.at, trouble = excluded.trouble,
              trouble_since = case when old.trouble <> '' and excluded.trouble <> '' then old.trouble_since
                else excluded.trouble_since end,
              reached_at = greatest(old.reached_at, excluded.reached_at),
              record_at = greatest(old.record_at, excluded.record_at),
              good_at = greatest(old.good_at, excluded.good_at),
              newest_event_time = greatest(old.newest_event_time, excluded.newest_event_time),
              connections = excluded.connections, waiting_bytes = excluded.waiting_bytes,
              behind_bytes = excluded.behind_bytes, behind_records = excluded.behind_records
            """;
    /** Feeds that this instance takes no more. What was pushed or loaded before stays: it was never configured. */
    private static final String FORGET_REMOVED = """
            delete from feed_health
             where instance = ? and transport not in ('push', 'load') and feed <> all (?)
            """;

    private static final String FORGET_GONE = "delete from feed_health where at < ?::timestamptz - interval '35 days'";

    private final String instance;
    private final Instant startedAt;

    HealthTable(String instance, Instant startedAt) {
        this.instance = instance;
        this.startedAt = startedAt;
    }

    void write(Connection connection, List<FeedState> states, Instant at) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (FeedState state : states) {
                bind(write, state, at);
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private void bind(PreparedStatement write, FeedState state, Instant at) throws SQLException {
        write.setString(1, state.feed());
        write.setString(2, state.dataset());
        write.setString(3, instance);
        write.setString(4, state.transport());
        write.setString(5, state.format());
        number(write, 6, state.everyS());
        write.setTimestamp(7, Timestamp.from(startedAt));
        write.setTimestamp(8, Timestamp.from(at));
        write.setString(9, state.trouble());
        write.setTimestamp(10, state.trouble().isEmpty() ? null : Timestamp.from(at));
        write.setTimestamp(11, moment(state.moments().reachedMs()));
        write.setTimestamp(12, moment(state.moments().recordMs()));
        write.setTimestamp(13, moment(state.moments().goodMs()));
        write.setTimestamp(14, moment(state.moments().newestMs()));
        number(write, 15, state.connections());
        number(write, 16, state.waitingBytes());
        number(write, 17, state.behindBytes());
        number(write, 18, state.behindRecords());
    }

    private static @Nullable Timestamp moment(long ms) {
        return ms <= 0 ? null : new Timestamp(ms);
    }

    private static void number(PreparedStatement write, int at, OptionalLong number) throws SQLException {
        if (number.isPresent()) {
            write.setLong(at, number.getAsLong());
        } else {
            write.setNull(at, Types.BIGINT);
        }
    }

    /** @param feeds that this process takes */
    void forget(Connection connection, Collection<String> feeds, Instant now) throws SQLException {
        try (PreparedStatement removed = connection.prepareStatement(FORGET_REMOVED);
                PreparedStatement gone = connection.prepareStatement(FORGET_GONE)) {
            removed.setString(1, instance);
            removed.setArray(2, connection.createArrayOf("text", feeds.toArray()));
            removed.executeUpdate();
            gone.setTimestamp(1, Timestamp.from(now));
            gone.executeUpdate();
        }
    }
}
