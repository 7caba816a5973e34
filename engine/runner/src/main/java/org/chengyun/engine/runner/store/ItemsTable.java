package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.chengyun.datasets.sketch.FrequentItems;

/** The table {@code window_items}. Bound to one connection; not thread-safe, the committing thread owns it. */
final class ItemsTable {
    private static final String OPEN = """
            insert into window_items (metric_no, size_s, start, n, items, counts, error, cut)
            select m, s, t, 0, '{}', '{}', 0, ? from unnest(?, ?, ?::timestamptz[]) as wanted(m, s, t)
             order by m, s, t
            on conflict do nothing
            """;
    private static final String LOCK = """
            select w.metric_no, w.size_s, extract(epoch from w.start)::bigint, w.items, w.counts, w.error, w.n
              from window_items w
              join unnest(?, ?, ?::timestamptz[]) as wanted(m, s, t)
                on w.metric_no = wanted.m and w.size_s = wanted.s and w.start = wanted.t
             order by w.metric_no, w.size_s, w.start
               for update of w
            """;
    private static final String WRITE = """
            insert into window_items (items, counts, error, n, cut, metric_no, size_s, start)
            values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
            on conflict (metric_no, size_s, start) do update set
              items = excluded.items, counts = excluded.counts, error = excluded.error, n = excluded.n, cut = excluded.cut
            """;
    private static final String PARTS = """
            select metric_no, size_s, extract(epoch from start)::bigint, items, counts, error, n
              from window_items
             where metric_no = any(?) and size_s = ? and start >= ?::timestamptz and start < ?::timestamptz
             order by metric_no, start
            """;

    private final Connection connection;

    ItemsTable(Connection connection) {
        this.connection = connection;
    }

    /** A row's key; instances lock rows in this order. */
    record Window(int metricNo, int size, long startMs) {
        static final Comparator<Window> ORDER = Comparator.comparingInt(Window::metricNo)
                .thenComparingInt(Window::size)
                .thenComparingLong(Window::startMs);

        String start() {
            return Instant.ofEpochMilli(startMs).toString();
        }
    }

    /** What gets the rows of a query. */
    interface Reader {
        void read(Window window, FrequentItems items) throws SQLException;
    }

    /** Merges what a batch brought into its windows, and returns what these are now. */
    SortedMap<Window, FrequentItems> merge(SortedMap<Window, FrequentItems> brought, long cut) throws SQLException {
        try (PreparedStatement open = connection.prepareStatement(OPEN)) {
            open.setLong(1, cut);
            bind(open, 2, brought.keySet());
            open.executeUpdate();
        }
        SortedMap<Window, FrequentItems> merged = new TreeMap<>(Window.ORDER);
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            bind(lock, 1, brought.keySet());
            read(lock, (window, stored) -> {
                FrequentItems more = brought.get(window);
                merged.put(window, more == null ? stored : FrequentItems.merge(List.of(stored, more)));
            });
        }
        write(merged, cut);
        return merged;
    }

    void write(Map<Window, FrequentItems> windows, long cut) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (var entry : windows.entrySet()) {
                FrequentItems items = entry.getValue();
                write.setArray(1, connection.createArrayOf("text", items.texts()));
                write.setArray(2, connection.createArrayOf("int8", items.counts()));
                write.setLong(3, items.error());
                write.setLong(4, items.n());
                write.setLong(5, cut);
                write.setInt(6, entry.getKey().metricNo);
                write.setInt(7, entry.getKey().size);
                write.setString(8, entry.getKey().start());
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    /** Windows of one size that start in {@code [first, end)}, by metric and start; times in PostgreSQL's notation. */
    void read(Object[] metricNos, int size, String first, String end, Reader reader) throws SQLException {
        try (PreparedStatement parts = connection.prepareStatement(PARTS)) {
            parts.setFetchSize(100);
            parts.setArray(1, connection.createArrayOf("int4", metricNos));
            parts.setInt(2, size);
            parts.setString(3, first);
            parts.setString(4, end);
            read(parts, reader);
        }
    }

    private static void read(PreparedStatement query, Reader reader) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                reader.read(
                        new Window(row.getInt(1), row.getInt(2), row.getLong(3) * 1000),
                        FrequentItems.stored(
                                (String[]) row.getArray(4).getArray(),
                                (Long[]) row.getArray(5).getArray(),
                                row.getLong(6),
                                row.getLong(7)));
            }
        }
    }

    private void bind(PreparedStatement statement, int index, Collection<Window> windows) throws SQLException {
        statement.setArray(index, connection.createArrayOf("int4", column(windows, Window::metricNo)));
        statement.setArray(index + 1, connection.createArrayOf("int4", column(windows, Window::size)));
        statement.setArray(index + 2, connection.createArrayOf("text", column(windows, Window::start)));
    }

    private static Object[] column(Collection<Window> windows, Function<Window, Object> value) {
        return windows.stream().map(value).toArray();
    }
}
