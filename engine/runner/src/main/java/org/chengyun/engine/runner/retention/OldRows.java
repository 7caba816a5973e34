package org.chengyun.engine.runner.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one dataset that are no longer kept. Deletes them in small transactions with pauses between; passes over rows that
 * somebody else has locked, so a commit waits for a batch of ours at most, and never the other way round. Not thread-safe.
 */
final class OldRows {
    private static final int ROWS_AT_ONCE = 5_000;
    /** Borders of a batch in time, so that it looks at few chunks; wider where there is little. */
    private static final long SPAN_MS = Duration.ofDays(1).toMillis();

    private static final long WIDEST_SPAN_MS = 64 * SPAN_MS;
    /** The database works half of the time for us at most. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Timestamp EARLIEST = Timestamp.from(Instant.parse("1700-01-01T00:00:00Z"));

    private static final String METRICS = "select metric_no from metric where dataset = ? order by metric_no";
    private static final String REPLAYS =
            "select exists (select from replay where dataset = ? and state in ('waiting', 'running'))";
    private static final String SKETCHES = """
            , sketches as (
              delete from window_sketch k using old
               where k.series_no = old.series_no and k.size_s = ? and k.start = old.start and k.start >= ? and k.start < ?)""";

    private final Connection connection;
    private final Dataset dataset;
    private final long gapMs;
    private final Predicate<Duration> pause;
    private boolean stopped;

    /**
     * In transactions of its own.
     *
     * @param gapMs longest gap of the dataset's sessions: those that end less than it before the border may still grow over it
     * @param pause true if it is time to stop
     */
    OldRows(Connection connection, Dataset dataset, long gapMs, Predicate<Duration> pause) {
        this.connection = connection;
        this.dataset = dataset;
        this.gapMs = gapMs;
        this.pause = pause;
    }

    /** Rows that go together: of one metric and size, or of the whole dataset. */
    private record Group(String pattern, List<Object> values, int size) {
        /** @param alias of the table, with its dot; may be empty */
        String condition(String alias) {
            return pattern.formatted(alias);
        }

        int bind(PreparedStatement statement, int firstIndex) throws SQLException {
            int index = firstIndex;
            for (Object value : values) {
                statement.setObject(index++, value);
            }
            return index;
        }
    }

    /**
     * Removes what is before the border.
     *
     * @return rows removed, without sketches; less than there are if it was told to stop
     */
    long remove(Table table, Kind kind, long keptFromMs) throws SQLException {
        long removed = 0;
        long borderMs = table.isOfSessions() ? keptFromMs - gapMs : keptFromMs;
        for (Group group : groups(table, kind, borderMs)) {
            // Of cuts the number decides; clocks may have gone back.
            removed += remove(table, group, table == Table.CUT ? borderMs + SPAN_MS : borderMs);
        }
        return removed;
    }

    private List<Group> groups(Table table, Kind kind, long borderMs) throws SQLException {
        List<Group> groups = new ArrayList<>();
        if (table == Table.CUT) {
            return List.of(new Group(
                    "%1$sdataset = ? and %1$scut < (select first_cut from kept where kept.dataset = ? and kind = 'cuts')",
                    List.of(dataset.id(), dataset.id()), 0));
        }
        for (int metricNo : metrics()) {
            if (table.isOfSessions()) {
                groups.add(
                        new Group("%1$smetric_no = ? and %1$slast < ?", List.of(metricNo, new Timestamp(borderMs)), 0));
                continue;
            }
            for (int size : sizes(table, metricNo, borderMs)) {
                if (kind == Kind.REVISIONS || Kind.ofSize(size) == kind) {
                    groups.add(new Group("%1$smetric_no = ? and %1$ssize_s = ?", List.of(metricNo, size), size));
                }
            }
        }
        connection.commit();
        return groups;
    }

    private List<Integer> metrics() throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(METRICS)) {
            read.setString(1, dataset.id());
            return numbers(read);
        }
    }

    private List<Integer> sizes(Table table, int metricNo, long borderMs) throws SQLException {
        String sql = """
            with recursive sizes (size_s) as (
              select min(size_s) from %1$s where metric_no = ? and start < ?
              union all
              select (select min(size_s) from %1$s where metric_no = ? and size_s > sizes.size_s and start < ?)
                from sizes where size_s is not null)
            select size_s from sizes where size_s is not null
            """.formatted(table.sqlName());
        try (PreparedStatement read = connection.prepareStatement(sql)) {
            read.setInt(1, metricNo);
            read.setTimestamp(2, new Timestamp(borderMs));
            read.setInt(3, metricNo);
            read.setTimestamp(4, new Timestamp(borderMs));
            return numbers(read);
        }
    }

    private static List<Integer> numbers(PreparedStatement read) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                numbers.add(row.getInt(1));
            }
        }
        return numbers;
    }

    private long remove(Table table, Group group, long borderMs) throws SQLException {
        long removed = 0;
        Timestamp from = EARLIEST;
        long spanMs = SPAN_MS;
        while (!stopped) {
            long startedNs = System.nanoTime();
            Timestamp oldest = oldest(table, group, from, borderMs);
            if (oldest == null || isReplayed()) {
                connection.commit();
                return removed;
            }
            var until = new Timestamp(Math.min(borderMs, oldest.getTime() + spanMs));
            int rows = delete(table, group, oldest, until);
            connection.commit();
            removed += rows;
            from = rows < ROWS_AT_ONCE ? until : oldest;
            spanMs = rows < ROWS_AT_ONCE / 4 ? Math.min(WIDEST_SPAN_MS, spanMs * 4) : SPAN_MS;
            long tookMs = (System.nanoTime() - startedNs) / 1_000_000;
            stopped = pause.test(Duration.ofMillis(Math.max(SHORTEST_PAUSE.toMillis(), tookMs)));
        }
        return removed;
    }

    private @Nullable Timestamp oldest(Table table, Group group, Timestamp from, long borderMs) throws SQLException {
        String time = table.time();
        String sql = "select min(%s) from %s where %s and %s >= ? and %s < ?"
                .formatted(time, table.sqlName(), group.condition(""), time, time);
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            int index = group.bind(ask, 1);
            ask.setTimestamp(index++, from);
            ask.setTimestamp(index, new Timestamp(borderMs));
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getTimestamp(1);
            }
        }
    }

    private int delete(Table table, Group group, Timestamp from, Timestamp until) throws SQLException {
        boolean sketches = table == Table.WINDOW_STAT;
        String sql = """
            with old as (
              select %1$s from %2$s where %3$s and %4$s >= ? and %4$s < ?
               order by %4$s limit %5$d for update skip locked)%6$s
            delete from %2$s w using old where %7$s and %8$s and w.%4$s >= ? and w.%4$s < ?
            """.formatted(
                        table.key(),
                        table.sqlName(),
                        group.condition(""),
                        table.time(),
                        ROWS_AT_ONCE,
                        sketches ? SKETCHES : "",
                        group.condition("w."),
                        table.sameKey("w"));
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            int index = bindSpan(delete, group.bind(delete, 1), from, until);
            if (sketches) {
                delete.setInt(index++, group.size);
                index = bindSpan(delete, index, from, until);
            }
            bindSpan(delete, group.bind(delete, index), from, until);
            return delete.executeUpdate();
        }
    }

    private static int bindSpan(PreparedStatement statement, int index, Timestamp from, Timestamp until)
            throws SQLException {
        statement.setTimestamp(index, from);
        statement.setTimestamp(index + 1, until);
        return index + 2;
    }

    /** What is computed anew may have open windows however old they are. */
    private boolean isReplayed() throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(REPLAYS)) {
            ask.setString(1, dataset.id());
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
