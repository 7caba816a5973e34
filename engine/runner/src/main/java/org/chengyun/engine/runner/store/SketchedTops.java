package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.FrequentItems;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.fold.SeriesIndex;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowMerger;
import org.chengyun.engine.core.window.WindowPlan.RollUp;
import org.chengyun.engine.runner.store.ItemsTable.Window;

/**
 * Sketched rankings: counters in {@code window_items} instead of a row for each series, and the ranks in {@code top_n}.
 * Only series that were ranked have a number. Does nothing for datasets without any. Bound to one connection; not
 * thread-safe, the committing thread owns it.
 */
final class SketchedTops {
    private static final String FORGET =
            "delete from top_n where metric_no = ? and size_s = ? and start = ?::timestamptz";
    private static final String ADD_SERIES = """
            insert into series (metric_no, dimensions)
            select ?, d::text[] from unnest(?) as ranked(d) order by d
            on conflict do nothing
            """;
    private static final String RANK = """
            insert into top_n (metric_no, size_s, start, rank, series_no, score, error_bound, cut)
            select s.metric_no, ?, ?::timestamptz, ranked.rank, s.series_no, ranked.score, ?, ?
              from unnest(?, ?) with ordinality as ranked(d, score, rank)
              join series s on s.metric_no = ? and s.dimensions = ranked.d::text[]
            """;

    private final Connection connection;
    private final List<MetricNumber> metrics;
    private final Map<Integer, Metric> sketched = new HashMap<>();
    private final ItemsTable table;

    SketchedTops(Connection connection, List<MetricNumber> metrics) {
        this.connection = connection;
        this.metrics = metrics;
        this.table = new ItemsTable(connection);
        metrics.stream()
                .filter(metric -> metric.metric().isSketchedTop())
                .forEach(metric -> sketched.put(metric.number(), metric.metric()));
    }

    /** Merges the counts of a batch, late ones also into each closed window around their slice, which is ranked again. */
    void merge(String dataset, DatasetFold fold, Deltas deltas, long watermarkMs, long cut) throws SQLException {
        SortedMap<Window, FrequentItems> brought = new TreeMap<>(Window.ORDER);
        for (int m = 0; m < metrics.size(); m++) {
            if (metrics.get(m).metric().isSketchedTop()) {
                brought.putAll(withClosed(metrics.get(m), slices(fold.series(m), deltas.of(m)), watermarkMs));
            }
        }
        if (brought.keySet().stream().anyMatch(window -> window.startMs() < watermarkMs)) {
            Map<Kind, Long> kept = KeptTable.read(connection, dataset);
            brought.keySet().removeIf(window -> !KeptTable.isKept(kept, window.size(), window.startMs()));
        }
        if (brought.isEmpty()) {
            return;
        }
        for (var window : table.merge(brought, cut).entrySet()) {
            if (isRanked(window.getKey(), watermarkMs)) {
                forget(window.getKey());
                rank(window.getKey(), window.getValue(), cut);
            }
        }
    }

    private static Map<Long, FrequentItems> slices(SeriesIndex series, MetricDeltas deltas) {
        Map<Long, Map<String, Long>> counts = new HashMap<>();
        for (int row = 0; row < deltas.size(); row++) {
            if (deltas.n(row) > 0) {
                counts.computeIfAbsent(deltas.sliceStartMs(row), start -> new HashMap<>())
                        .put(ArrayLiteral.of(series.dimensions(deltas.series(row))), deltas.n(row));
            }
        }
        Map<Long, FrequentItems> slices = new HashMap<>();
        counts.forEach((startMs, texts) -> slices.put(startMs, FrequentItems.of(texts)));
        return slices;
    }

    private static Map<Window, FrequentItems> withClosed(
            MetricNumber metric, Map<Long, FrequentItems> slices, long watermarkMs) {
        Map<Window, List<FrequentItems>> parts = new HashMap<>();
        WindowSpec slice = metric.metric().slice();
        slices.forEach((sliceMs, items) -> {
            add(parts, new Window(metric.number(), slice.sizeKey(), sliceMs), items);
            if (slice.endMs(sliceMs) > watermarkMs) {
                return;
            }
            for (WindowSpec window : metric.metric().windows()) {
                for (long startMs = window.firstStartMs(sliceMs);
                        !window.equals(slice) && startMs <= sliceMs && window.endMs(startMs) <= watermarkMs;
                        startMs = window.nextStartMs(startMs)) {
                    add(parts, new Window(metric.number(), window.sizeKey(), startMs), items);
                }
            }
        });
        return merged(parts);
    }

    private static void add(Map<Window, List<FrequentItems>> parts, Window window, FrequentItems items) {
        parts.computeIfAbsent(window, w -> new ArrayList<>()).add(items);
    }

    private static Map<Window, FrequentItems> merged(Map<Window, List<FrequentItems>> parts) {
        Map<Window, FrequentItems> merged = new HashMap<>();
        parts.forEach((window, items) -> merged.put(window, FrequentItems.merge(items)));
        return merged;
    }

    private boolean isRanked(Window window, long watermarkMs) {
        Metric metric = sketched.get(window.metricNo());
        return metric != null
                && metric.top().orElseThrow().windows().stream()
                        .anyMatch(shape ->
                                shape.sizeKey() == window.size() && shape.endMs(window.startMs()) <= watermarkMs);
    }

    /** Puts together the windows of one shape that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void close(RollUp rollUp, Cut cut, long closedMs) throws SQLException {
        Object[] metricNos =
                rollUp.metricNos().stream().filter(sketched::containsKey).toArray();
        WindowSpec shape = rollUp.window();
        long firstMs = WindowMerger.firstMs(shape, closedMs);
        long endMs = WindowMerger.endMs(shape, cut.watermarkMs());
        if (metricNos.length == 0 || firstMs >= endMs) {
            return;
        }
        Map<Window, List<FrequentItems>> open = new HashMap<>();
        table.read(metricNos, rollUp.source().sizeKey(), text(firstMs), text(endMs), (part, items) -> {
            for (long startMs = Math.max(firstMs, shape.firstStartMs(part.startMs()));
                    startMs <= part.startMs() && shape.endMs(startMs) <= cut.watermarkMs();
                    startMs = shape.nextStartMs(startMs)) {
                Window window = new Window(part.metricNo(), shape.sizeKey(), startMs);
                // Two at a time: a window of many parts needs no more memory than one of few.
                open.merge(
                        window,
                        List.of(items),
                        (one, other) -> List.of(FrequentItems.merge(List.of(one.getFirst(), other.getFirst()))));
            }
        });
        table.write(merged(open), cut.number());
    }

    /** Ranks the windows that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void rankClosed(Cut cut, long closedMs) throws SQLException {
        for (var metric : sketched.entrySet()) {
            for (WindowSpec shape : metric.getValue().top().orElseThrow().windows()) {
                long firstMs = WindowMerger.firstMs(shape, closedMs);
                long behindMs = shape.lastEndedMs(cut.watermarkMs()) + 1;
                if (firstMs < behindMs) {
                    Object[] metricNo = {metric.getKey()};
                    table.read(
                            metricNo,
                            shape.sizeKey(),
                            text(firstMs),
                            text(behindMs),
                            (window, items) -> rank(window, items, cut.number()));
                }
            }
        }
    }

    private void forget(Window window) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setInt(1, window.metricNo());
            forget.setInt(2, window.size());
            forget.setString(3, window.start());
            forget.executeUpdate();
        }
    }

    private void rank(Window window, FrequentItems items, long cut) throws SQLException {
        Metric metric = Objects.requireNonNull(sketched.get(window.metricNo()));
        int length = metric.top().orElseThrow().n();
        List<FrequentItems.Item> ranked = items.items().stream().limit(length).toList();
        Object[] texts = ranked.stream().map(FrequentItems.Item::text).toArray();
        try (PreparedStatement series = connection.prepareStatement(ADD_SERIES);
                PreparedStatement rank = connection.prepareStatement(RANK)) {
            series.setInt(1, window.metricNo());
            series.setArray(2, connection.createArrayOf("text", texts));
            series.executeUpdate();
            rank.setInt(1, window.size());
            rank.setString(2, window.start());
            rank.setDouble(3, items.errorBound());
            rank.setLong(4, cut);
            rank.setArray(5, connection.createArrayOf("text", texts));
            rank.setArray(
                    6,
                    connection.createArrayOf(
                            "float8", ranked.stream().map(items::score).toArray()));
            rank.setInt(7, window.metricNo());
            rank.executeUpdate();
        }
    }

    private static String text(long epochMs) {
        return epochMs == Long.MIN_VALUE
                ? "-infinity"
                : Instant.ofEpochMilli(epochMs).toString();
    }
}
