package org.chengyun.api.top;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Estimates;
import org.chengyun.api.window.MergedSql;
import org.chengyun.api.window.Moments;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindow;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.FrequentItems;
import org.jspecify.annotations.Nullable;

/** Ranks open windows of a sketched ranking from the counters of their parts. Not thread-safe; belongs to a snapshot. */
final class ItemsReader {
    private static final String PARTS = """
            select start, items, counts, error, n, cut from window_items
             where metric_no = ? and size_s = ? and start >= ? and start < ?
            """;
    /** 62 bits: what names a series that was never ranked, and has no number. */
    private static final long NAME = (1L << 62) - 1;

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final SeriesFilter filter;
    private final int length;

    ItemsReader(Snapshot snapshot, DefinedMetric metric, SeriesFilter filter, int length) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.filter = filter;
        this.length = length;
    }

    private record Part(FrequentItems items, long cut) {}

    List<RankedWindow> ranked(WindowSpec window, Span starts) throws SQLException {
        Optional<Instant> watermark = snapshot.state(metric.dataset()).watermark();
        TreeMap<Long, List<Part>> windows = new TreeMap<>();
        for (Segment segment : MergedSql.windows(metric, window, starts, watermark, SeriesFilter.all())
                .segments()) {
            read(segment, window, starts, windows);
        }
        List<RankedWindow> ranked = new ArrayList<>();
        for (Map.Entry<Long, List<Part>> one : windows.entrySet()) {
            boolean listBefore = windows.containsKey(window.previousStartMs(one.getKey()));
            ranked.addAll(rank(Instant.ofEpochMilli(one.getKey()), one.getValue(), listBefore));
        }
        return ranked;
    }

    private void read(Segment segment, WindowSpec window, Span starts, Map<Long, List<Part>> windows)
            throws SQLException {
        try (PreparedStatement statement = snapshot.connection().prepareStatement(PARTS)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, segment.sizeSeconds());
            statement.setObject(3, Times.sql(segment.span().start()));
            statement.setObject(4, Times.sql(segment.span().end()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long partMs = Times.instant(row, "start").toEpochMilli();
                    var part = new Part(items(row), row.getLong("cut"));
                    for (long startMs = Math.max(starts.start().toEpochMilli(), window.firstStartMs(partMs));
                            startMs <= partMs && startMs < starts.end().toEpochMilli();
                            startMs = window.nextStartMs(startMs)) {
                        windows.computeIfAbsent(startMs, start -> new ArrayList<>())
                                .add(part);
                    }
                }
            }
        }
    }

    private static FrequentItems items(ResultSet row) throws SQLException {
        return FrequentItems.stored(
                (String[]) row.getArray("items").getArray(),
                (Long[]) row.getArray("counts").getArray(),
                row.getLong("error"),
                row.getLong("n"));
    }

    private List<RankedWindow> rank(Instant start, List<Part> parts, boolean listBefore) throws SQLException {
        FrequentItems all = FrequentItems.merge(parts.stream().map(Part::items).toList());
        long cut = parts.stream().mapToLong(Part::cut).max().orElseThrow();
        List<FrequentItems.Item> first = all.items().stream().limit(length).toList();
        var connection = snapshot.connection();
        List<RankedWindow> ranked = new ArrayList<>();
        String sql = """
            select r.rank, r.score, s.dimensions,
                   coalesce(x.series_no, -1 - (hashtextextended(r.d, 0) & ?)) as series_no
              from unnest(?, ?) with ordinality as r(d, score, rank)
             cross join lateral (select r.d::text[] as dimensions) s
              left join series x on x.metric_no = ? and x.dimensions = s.dimensions
             where true%s
             order by r.rank
            """.formatted(filter.sql());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, NAME);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", first.stream().map(FrequentItems.Item::text).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "float8", first.stream().map(all::score).toArray()));
            statement.setInt(4, metric.number().orElseThrow());
            filter.bind(statement, 5);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ranked.add(ranked(row, start, listBefore, all.errorBound(), cut));
                }
            }
        }
        return ranked;
    }

    private static RankedWindow ranked(ResultSet row, Instant start, boolean listBefore, double errorBound, long cut)
            throws SQLException {
        double score = row.getDouble("score");
        List<@Nullable String> dimensions = Collections.unmodifiableList(Arrays.<@Nullable String>asList(
                (String[]) row.getArray("dimensions").getArray()));
        var moments = new Moments(Math.round(score), null, null, null, null, null);
        var window = new SeriesWindow(start, row.getLong("series_no"), dimensions, moments, Estimates.NONE, 0, 0, cut);
        return new RankedWindow(row.getInt("rank"), score, null, listBefore, errorBound, window);
    }
}
