package org.chengyun.api.window;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * Reads windows of one metric: slices and closed windows as stored, open windows merged from what is stored of them. As of
 * an earlier moment, the windows that were closed then, as they were.
 *
 * <p>Not thread-safe; belongs to a snapshot. The metric has been taken up by the engine.
 */
public final class WindowReader {

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final SeriesFilter filter;
    private final SketchReader sketches;

    public WindowReader(Snapshot snapshot, DefinedMetric metric, SeriesFilter filter) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.filter = filter;
        this.sketches = new SketchReader(snapshot, metric);
    }

    /**
     * Windows by rising start, then dimensions (code points; none is last).
     *
     * @param starts of the windows
     * @param after only windows behind it in that order
     * @param limit most rows, at least 1
     */
    public List<SeriesWindow> read(WindowSpec window, Span starts, Optional<Position> after, int limit) {
        Span ahead = after.map(position -> starts.since(position.start())).orElse(starts);
        try {
            if (isSlice(window) && snapshot.asOf().isEmpty()) {
                return stored(window, ahead, after, limit);
            }
            List<SeriesWindow> rows = new ArrayList<>(stored(window, ahead.until(firstOpen(window)), after, limit));
            if (snapshot.asOf().isPresent()) {
                return rows;
            }
            var open = new OpenWindows(snapshot, metric, window, ahead);
            for (var piece = open.next(); rows.size() < limit && piece.isPresent(); piece = open.next()) {
                rows.addAll(merged(window, piece.get(), after, limit - rows.size()));
            }
            return rows;
        } catch (SQLException e) {
            throw new ReadFailed("windows of " + metric.metric().id(), e);
        }
    }

    /**
     * The whole span as one window, one row per series, by dimensions.
     *
     * @param span not empty, on the grid of the metric's slices
     */
    public List<SeriesWindow> readSpan(Span span) {
        var merged =
                MergedSql.span(metric, span, snapshot.state(metric.dataset()).watermark(), filter);
        try {
            return sketches.ofMerged(span, merged.segments(), query(merged, Optional.empty(), Integer.MAX_VALUE));
        } catch (SQLException e) {
            throw new ReadFailed("a span of " + metric.metric().id(), e);
        }
    }

    /** Where the slices of a metric are. */
    static String table(Metric metric) {
        return metric.isSketchedTop() ? "window_items" : "window_stat";
    }

    /** Start of the newest slice; empty if there is none. */
    public Optional<Instant> newestSlice() {
        try (var statement = snapshot.connection()
                .prepareStatement("select max(start) as newest from %s where metric_no = ? and size_s = ?"
                        .formatted(table(metric.metric())))) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, metric.metric().slice().sizeSeconds());
            try (var row = statement.executeQuery()) {
                row.next();
                return Times.optional(row, "newest");
            }
        } catch (SQLException e) {
            throw new ReadFailed("the newest slice of " + metric.metric().id(), e);
        }
    }

    private boolean isSlice(WindowSpec window) {
        return window.equals(metric.metric().slice());
    }

    private Instant firstOpen(WindowSpec window) {
        return OpenWindows.firstOpen(window, snapshot.state(metric.dataset()).watermark());
    }

    private List<SeriesWindow> stored(WindowSpec window, Span starts, Optional<Position> after, int limit)
            throws SQLException {
        if (starts.isEmpty()) {
            return List.of();
        }
        var stored = new StoredSql(snapshot, metric, window, starts);
        String sql = """
            select %s
            from %s join series s using (series_no)
            where true%s%s
            order by w.start, s.dimensions collate "C"
            limit ?
            """.formatted(SeriesWindows.STORED, stored.sql(), filter.sql(), Position.sql(after, "w.start"));
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            int index = Position.bind(statement, after, filter.bind(statement, stored.bind(statement, 1)));
            statement.setInt(index, limit);
            return sketches.ofStored(window, rows(statement));
        }
    }

    private List<SeriesWindow> merged(WindowSpec window, Span starts, Optional<Position> after, int limit)
            throws SQLException {
        Optional<Instant> watermark = snapshot.state(metric.dataset()).watermark();
        var merged = MergedSql.windows(metric, window, starts, watermark, filter);
        return sketches.ofMerged(window, merged.segments(), query(merged, after, limit));
    }

    private List<SeriesWindow> query(MergedSql merged, Optional<Position> after, int limit) throws SQLException {
        String sql = """
            with %s
            select %s
            from merged m join series s using (series_no)
            where true%s
            order by m.window_start, s.dimensions collate "C"
            limit ?
            """.formatted(merged.sql(), SeriesWindows.MERGED, Position.sql(after, "m.window_start"));
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            int index = Position.bind(statement, after, merged.bind(statement, 1));
            statement.setInt(index, limit);
            return rows(statement);
        }
    }

    private static List<SeriesWindow> rows(PreparedStatement statement) throws SQLException {
        List<SeriesWindow> windows = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                windows.add(SeriesWindows.of(rows));
            }
        }
        return windows;
    }
}
