package org.chengyun.api.database;

import static java.util.stream.Collectors.groupingBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.Cells;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.FrequentItems;
import org.chengyun.datasets.sketch.Hash64;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Fills the engine's tables as their contract says: slices for all observations, windows and rankings for what the
 * watermark has passed. Written straight from observations, so that a reader's merge is compared with something else.
 */
public final class EngineTables {
    private final Connection connection;

    public EngineTables(Connection connection) {
        this.connection = connection;
    }

    /** Windows of one series. */
    public record Filled(int metricNumber, Map<List<@Nullable String>, Long> series) {}

    public Filled fill(Metric metric, List<Observation> observations, Optional<Instant> watermark, long cut)
            throws SQLException {
        int number = metric(metric);
        Map<List<@Nullable String>, Long> series = new HashMap<>();
        for (var dimensions :
                observations.stream().map(Observation::dimensions).distinct().toList()) {
            series.put(dimensions, series(number, dimensions));
        }
        write(metric, metric.slice(), number, series, observations, Optional.empty(), cut);
        for (WindowSpec window : metric.windows()) {
            if (watermark.isPresent() && !window.equals(metric.slice())) {
                write(metric, window, number, series, observations, watermark, cut);
            }
        }
        return new Filled(number, series);
    }

    public void cut(long cut, Dataset dataset, String kind, @Nullable Instant watermark) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into cut (cut, job, dataset, kind, watermark) overriding system value values (?, 'live', ?, ?, ?)")) {
            statement.setLong(1, cut);
            statement.setString(2, dataset.id());
            statement.setString(3, kind);
            statement.setObject(4, watermark == null ? null : watermark.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    public void watermark(Dataset dataset, Instant watermark, long cut) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into watermark (dataset, watermark, cut) values (?, ?, ?) on conflict (dataset) do update set watermark = excluded.watermark, cut = excluded.cut")) {
            statement.setString(1, dataset.id());
            statement.setObject(2, watermark.atOffset(ZoneOffset.UTC));
            statement.setLong(3, cut);
            statement.execute();
        }
    }

    public void newest(Dataset dataset, Instant eventTime) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into engine_offset (job, topic, partition, next_offset, max_event_time) values ('live', ?, 0, 1, ?)")) {
            statement.setString(1, dataset.topic());
            statement.setObject(2, eventTime.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    public int metric(Metric metric) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into metric (id, version, dataset, substance) values (?, 1, ?, ?) returning metric_no")) {
            statement.setString(1, metric.id());
            statement.setString(2, metric.dataset());
            statement.setString(3, metric.substance());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    public long series(int metricNumber, List<@Nullable String> dimensions) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into series (metric_no, dimensions) values (?, ?) returning series_no")) {
            statement.setInt(1, metricNumber);
            statement.setArray(2, connection.createArrayOf("text", dimensions.toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A session of 15 km/h, 20 km/h and so on; its series is new. */
    public void session(
            int metricNumber, List<@Nullable String> dimensions, String start, String last, int n, int revision)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into session_window (series_no, metric_no, start, last, n, sum, mean, m2, min, max, late, revision, cut)
                select ?, ?, ?::timestamptz, ?::timestamptz, count(v), sum(v), avg(v),
                       sum(v * v) - sum(v) * avg(v), min(v), max(v), 1, ?, 12
                  from (select 10.0::double precision + 5 * i as v from generate_series(1, ?) as i) as observed
                """)) {
            statement.setLong(1, series(metricNumber, dimensions));
            statement.setInt(2, metricNumber);
            statement.setString(3, start);
            statement.setString(4, last);
            statement.setInt(5, revision);
            statement.setInt(6, n);
            statement.execute();
        }
    }

    private void write(
            Metric metric,
            WindowSpec window,
            int number,
            Map<List<@Nullable String>, Long> series,
            List<Observation> observations,
            Optional<Instant> closedOnly,
            long cut)
            throws SQLException {
        Map<Instant, Map<List<@Nullable String>, List<Observation>>> windows = windows(window, observations);
        if (metric.isSketchedTop()) {
            items(metric, window, number, windows, closedOnly, cut);
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into window_stat (series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, revision, cut)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (var entry : windows.entrySet()) {
                Instant end = Instant.ofEpochMilli(window.endMs(entry.getKey().toEpochMilli()));
                if (closedOnly.isPresent() && end.isAfter(closedOnly.get())) {
                    continue;
                }
                for (var one : entry.getValue().entrySet()) {
                    OnePass truth = OnePass.of(one.getValue(), metric.isCount());
                    statement.setLong(1, Objects.requireNonNull(series.get(one.getKey())));
                    statement.setInt(2, number);
                    statement.setInt(3, window.sizeKey());
                    statement.setObject(4, entry.getKey().atOffset(ZoneOffset.UTC));
                    statement.setLong(5, truth.n());
                    bind(statement, 6, truth.sum(), truth.mean(), truth.m2(), truth.min(), truth.max());
                    statement.setLong(11, truth.late());
                    statement.setInt(12, closedOnly.isPresent() && truth.late() > 0 ? 1 : 0);
                    statement.setLong(13, cut);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        for (Sketch sketch : metric.sketches()) {
            sketch(sketch, window, number, series, windows, closedOnly, cut);
        }
        if (metric.top().isPresent() && metric.top().get().windows().contains(window)) {
            rank(metric, window, number);
        }
    }

    /** Counters instead of windows; ranks of what is closed. */
    private void items(
            Metric metric,
            WindowSpec window,
            int number,
            Map<Instant, Map<List<@Nullable String>, List<Observation>>> windows,
            Optional<Instant> closedOnly,
            long cut)
            throws SQLException {
        for (var entry : windows.entrySet()) {
            Instant end = Instant.ofEpochMilli(window.endMs(entry.getKey().toEpochMilli()));
            if (closedOnly.isPresent() && end.isAfter(closedOnly.get())) {
                continue;
            }
            Map<String, Long> counts = new HashMap<>();
            for (var one : entry.getValue().entrySet()) {
                counts.put(literal(one.getKey()), (long) one.getValue().size());
            }
            FrequentItems items = FrequentItems.of(counts);
            try (var statement = connection.prepareStatement(
                    "insert into window_items (metric_no, size_s, start, n, items, counts, error, cut) values (?, ?, ?, ?, ?, ?, 0, ?)")) {
                statement.setInt(1, number);
                statement.setInt(2, window.sizeKey());
                statement.setObject(3, entry.getKey().atOffset(ZoneOffset.UTC));
                statement.setLong(4, items.n());
                statement.setArray(5, connection.createArrayOf("text", items.texts()));
                statement.setArray(6, connection.createArrayOf("int8", items.counts()));
                statement.setLong(7, cut);
                statement.execute();
            }
            if (metric.top().orElseThrow().windows().contains(window)) {
                rankItems(metric, window, number, entry.getKey(), items, cut);
            }
        }
    }

    private void rankItems(Metric metric, WindowSpec window, int number, Instant start, FrequentItems items, long cut)
            throws SQLException {
        int rank = 1;
        for (FrequentItems.Item item : items.items()) {
            if (rank > metric.top().orElseThrow().n()) {
                return;
            }
            try (var statement = connection.prepareStatement("""
                    insert into top_n (metric_no, size_s, start, rank, series_no, score, cut)
                    select metric_no, ?, ?, ?, series_no, ?, ? from series where metric_no = ? and dimensions = ?::text[]
                    """)) {
                statement.setInt(1, window.sizeKey());
                statement.setObject(2, start.atOffset(ZoneOffset.UTC));
                statement.setInt(3, rank++);
                statement.setDouble(4, (double) item.count());
                statement.setLong(5, cut);
                statement.setInt(6, number);
                statement.setString(7, item.text());
                statement.execute();
            }
        }
    }

    private static String literal(List<@Nullable String> dimensions) {
        return dimensions.stream()
                .map(value -> value == null ? "NULL" : '"' + value + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private void sketch(
            Sketch sketch,
            WindowSpec window,
            int number,
            Map<List<@Nullable String>, Long> series,
            Map<Instant, Map<List<@Nullable String>, List<Observation>>> windows,
            Optional<Instant> closedOnly,
            long cut)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into window_sketch (series_no, metric_no, size_s, start, kind, cells, cut) values (?, ?, ?, ?, ?, ?, ?)")) {
            for (var entry : windows.entrySet()) {
                Instant end = Instant.ofEpochMilli(window.endMs(entry.getKey().toEpochMilli()));
                if (closedOnly.isPresent() && end.isAfter(closedOnly.get())) {
                    continue;
                }
                for (var one : entry.getValue().entrySet()) {
                    statement.setLong(1, Objects.requireNonNull(series.get(one.getKey())));
                    statement.setInt(2, number);
                    statement.setInt(3, window.sizeKey());
                    statement.setObject(4, entry.getKey().atOffset(ZoneOffset.UTC));
                    statement.setString(5, sketch.name().toLowerCase(Locale.ROOT));
                    statement.setArray(6, connection.createArrayOf("bigint", cells(sketch, one.getValue())));
                    statement.setLong(7, cut);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static Object[] cells(Sketch sketch, List<Observation> observations) {
        var cells = new TreeMap<Integer, Long>();
        for (Observation observation : observations) {
            if (sketch == Sketch.HISTOGRAM) {
                cells.merge(ValueHistogram.bucket(observation.value()), 1L, Long::sum);
            } else {
                long hash = Hash64.of(observation.value());
                cells.merge(DistinctCount.register(hash), (long) DistinctCount.rank(hash), Math::max);
            }
        }
        return cells.entrySet().stream()
                .map(cell -> Cells.cell(cell.getKey(), cell.getValue()))
                .toArray();
    }

    /** Ranks what is stored, open slices too: a reader must not look at those. */
    private void rank(Metric metric, WindowSpec window, int number) throws SQLException {
        var top = metric.top().orElseThrow();
        String score = switch (top.rank()) {
            case COUNT -> "n";
            case VARIANCE -> "m2 / nullif(n - 1, 0)";
            case STDDEV -> "|/ (m2 / nullif(n - 1, 0))";
            default -> top.rank().name();
        };
        try (var statement =
                connection.prepareStatement("""
                insert into top_n (metric_no, size_s, start, rank, series_no, score, cut)
                select metric_no, size_s, start, rank, series_no, score, cut from (
                  select w.*, %s as score, row_number() over (
                    partition by w.start order by %s %s, s.dimensions collate "C") as rank
                  from window_stat w join series s using (series_no) where w.metric_no = ? and w.size_s = ? and (%s) is not null) r
                where rank <= ?
                """.formatted(score, score, top.descending() ? "desc" : "asc", score))) {
            statement.setInt(1, number);
            statement.setInt(2, window.sizeKey());
            statement.setInt(3, top.n());
            statement.execute();
        }
    }

    /** Ranks the closed windows of a fixed size once more. */
    void rankAgain(Metric metric, WindowSpec window, int number, Instant watermark) throws SQLException {
        try (var statement = connection.prepareStatement("delete from top_n where metric_no = ? and size_s = ?")) {
            statement.setInt(1, number);
            statement.setInt(2, window.sizeKey());
            statement.execute();
        }
        rank(metric, window, number);
        try (var statement = connection.prepareStatement(
                "delete from top_n where metric_no = ? and size_s = ? and start + make_interval(secs => size_s) > ?")) {
            statement.setInt(1, number);
            statement.setInt(2, window.sizeKey());
            statement.setObject(3, watermark.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    /** Which observations lie in which window. */
    public static Map<Instant, Map<List<@Nullable String>, List<Observation>>> windows(
            WindowSpec window, List<Observation> observations) {
        Map<Instant, List<Observation>> byStart = new HashMap<>();
        for (Observation observation : observations) {
            long last = window.lastStartMs(observation.at().toEpochMilli());
            for (long start = last;
                    window.endMs(start) > observation.at().toEpochMilli();
                    start = window.previousStartMs(start)) {
                byStart.computeIfAbsent(Instant.ofEpochMilli(start), s -> new ArrayList<>())
                        .add(observation);
            }
        }
        Map<Instant, Map<List<@Nullable String>, List<Observation>>> windows = new HashMap<>();
        byStart.forEach(
                (start, list) -> windows.put(start, list.stream().collect(groupingBy(Observation::dimensions))));
        return windows;
    }

    /** As the answers are ordered: code points, none last. */
    public static Comparator<List<@Nullable String>> byDimensions() {
        return (a, b) -> {
            for (int i = 0; i < a.size(); i++) {
                String left = a.get(i);
                String right = b.get(i);
                int order = left == null || right == null
                        ? Boolean.compare(left == null, right == null)
                        : left.compareTo(right);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static void bind(PreparedStatement statement, int first, @Nullable Double... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(first + i, values[i], Types.DOUBLE);
        }
    }
}
