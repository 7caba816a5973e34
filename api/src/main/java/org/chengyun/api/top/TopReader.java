package org.chengyun.api.top;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.MergedSql;
import org.chengyun.api.window.OpenWindows;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindow;
import org.chengyun.api.window.SeriesWindows;
import org.chengyun.api.window.SketchReader;
import org.chengyun.datasets.catalogue.CalendarWindow;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.Metric.Top;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads rankings of one metric: closed windows as stored, open windows ranked from what is stored of them.
 *
 * <p>The scope is applied after the ranking: a rank is the one in the city. Not thread-safe; belongs to a snapshot.
 */
final class TopReader {
    private static final String WINDOWS =
            "join window_stat w on w.series_no = t.series_no and w.size_s = t.size_s and w.start = t.start";

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final Top top;
    private final SeriesFilter filter;
    private final SketchReader sketches;

    TopReader(Snapshot snapshot, DefinedMetric metric, Top top, SeriesFilter filter) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.top = top;
        this.filter = filter;
        this.sketches = new SketchReader(snapshot, metric);
    }

    /** Where the last page ended. */
    record Position(Instant start, int rank) {
        boolean isBefore(RankedWindow row) {
            int later = row.window().start().compareTo(start);
            return later > 0 || (later == 0 && row.rank() > rank);
        }
    }

    /** Ranked windows by rising start, then rank. */
    List<RankedWindow> read(WindowSpec window, Span starts, Optional<Position> after, int limit) {
        Span ahead = after.map(position -> starts.since(position.start())).orElse(starts);
        Optional<Instant> watermark = snapshot.state(metric.dataset()).watermark();
        Instant firstOpen = OpenWindows.firstOpen(window, watermark);
        try {
            if (snapshot.asOf().isPresent() && top.sketch()) {
                return stored(window, ahead.until(firstOpen), after, limit);
            }
            if (snapshot.asOf().isPresent()) {
                return new AsOfRanking(snapshot, metric, top, filter).read(window, ahead, after, limit);
            }
            List<RankedWindow> rows = new ArrayList<>(stored(window, ahead.until(firstOpen), after, limit));
            var open = new OpenWindows(snapshot, metric, window, ahead);
            for (var piece = open.next(); rows.size() < limit && piece.isPresent(); piece = open.next()) {
                for (RankedWindow row : ranked(window, piece.get(), firstOpen)) {
                    if (after.isEmpty() || after.get().isBefore(row)) {
                        rows.add(row);
                    }
                }
            }
            return rows.subList(0, Math.min(limit, rows.size()));
        } catch (SQLException e) {
            throw new ReadFailed("rankings of " + metric.metric().id(), e);
        }
    }

    /** Start of the newest closed window that has a ranking; empty if there is none. */
    Optional<Instant> newestClosed(WindowSpec window) {
        String sql = "select max(start) as newest from top_n where metric_no = ? and size_s = ?";
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, window.sizeKey());
            try (var row = statement.executeQuery()) {
                row.next();
                return Times.optional(row, "newest");
            }
        } catch (SQLException e) {
            throw new ReadFailed("the newest ranking of " + metric.metric().id(), e);
        }
    }

    private List<RankedWindow> stored(WindowSpec window, Span starts, Optional<Position> after, int limit)
            throws SQLException {
        if (starts.isEmpty()) {
            return List.of();
        }
        String behind = after.isPresent() ? " and (t.start, t.rank) > (?, ?)" : "";
        String sql = """
            select t.rank, t.score, t.error_bound, before.rank as previous_rank,
                   exists (select from top_n list where list.metric_no = t.metric_no and list.size_s = t.size_s
                             and list.start = %s) as list_before, %s
            from top_n t %s
            join series s on s.series_no = t.series_no
            left join top_n before
              on before.metric_no = t.metric_no and before.size_s = t.size_s and before.series_no = t.series_no
              and before.start = %s
            where t.metric_no = ? and t.size_s = ? and t.start >= ? and t.start < ?%s%s%s
            order by t.start, t.rank
            limit ?
            """.formatted(
                        previousStart(window, "t.start"),
                        top.sketch() ? SeriesWindows.SKETCHED : SeriesWindows.STORED,
                        top.sketch() ? "" : WINDOWS,
                        previousStart(window, "t.start"),
                        known(),
                        filter.sql(),
                        behind);
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, window.sizeKey());
            statement.setObject(3, Times.sql(starts.start()));
            statement.setObject(4, Times.sql(starts.end()));
            int index = filter.bind(statement, 5);
            if (after.isPresent()) {
                statement.setObject(index++, Times.sql(after.get().start()));
                statement.setInt(index++, after.get().rank());
            }
            statement.setInt(index, limit);
            List<RankedWindow> rows = rows(statement);
            return with(rows, sketches.ofStored(window, windows(rows)));
        }
    }

    /** Where the window before the one that starts there starts; made of numbers and of names that Java knows. */
    static String previousStart(WindowSpec window, String start) {
        return switch (window) {
            case FixedWindow fixed -> "%s - interval '%d seconds'".formatted(start, fixed.slideMs() / 1000);
            case CalendarWindow calendar ->
                "date_trunc('day', %3$s at time zone '%1$s' - interval '1 %2$s') at time zone '%1$s'"
                        .formatted(calendar.zone().getId(), calendar, start);
        };
    }

    /** Windows of a piece, with the ranks one slide earlier, which may be stored or computed. */
    private List<RankedWindow> ranked(WindowSpec window, Span piece, Instant firstOpen) throws SQLException {
        Instant before = Ranks.previous(window, piece.start());
        boolean stored = before.isBefore(firstOpen);
        Span one = new Span(before, piece.start());
        List<RankedWindow> lists = new ArrayList<>(stored ? stored(window, one, Optional.empty(), top.n()) : List.of());
        lists.addAll(computed(window, stored ? piece : new Span(before, piece.end())));
        boolean storedBefore = stored && hasList(window, before);
        return Ranks.compared(window, lists).stream()
                .filter(row -> !row.window().start().isBefore(piece.start()))
                .map(row -> storedBefore && row.window().start().equals(piece.start())
                        ? row.withPrevious(row.previousRank(), true)
                        : row)
                .toList();
    }

    private boolean hasList(WindowSpec window, Instant start) throws SQLException {
        String sql = "select exists (select from top_n where metric_no = ? and size_s = ? and start = ?) as found";
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, window.sizeKey());
            statement.setObject(3, Times.sql(start));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean("found");
            }
        }
    }

    /** A sketched list does not keep what it was before: as of a cut, it is known only if it has not changed since. */
    private String known() {
        return snapshot.asOf().isEmpty()
                ? ""
                : " and t.cut <= " + snapshot.state(metric.dataset()).cut();
    }

    private List<RankedWindow> computed(WindowSpec window, Span starts) throws SQLException {
        if (top.sketch()) {
            return new ItemsReader(snapshot, metric, filter, top.n()).ranked(window, starts);
        }
        Optional<Instant> watermark = snapshot.state(metric.dataset()).watermark();
        var merged = MergedSql.windows(metric, window, starts, watermark, SeriesFilter.all());
        String score = column(top.rank());
        String order = top.descending() ? "desc" : "asc";
        String sql = """
            with %s,
            ranked as (
              select m.*, s.dimensions, m.%s as score,
                     row_number() over (
                       partition by m.window_start order by m.%s %s, s.dimensions collate "C") as rank,
                     max(m.window_start) over (
                       order by m.window_start groups between 1 preceding and 1 preceding) as start_before
              from (select merged.*, case when n > 1 then m2 / (n - 1) end as variance,
                           case when n > 1 then sqrt(m2 / (n - 1)) end as stddev from merged) m
              join series s using (series_no)
              where m.%s is not null and not s.overflow
            )
            select m.rank, m.score, 0 as error_bound, null::int as previous_rank,
                   coalesce(m.start_before = %s, false) as list_before, %s
            from ranked m join series s using (series_no)
            where m.rank <= ?%s
            order by m.window_start, m.rank
            """.formatted(
                        merged.sql(),
                        score,
                        score,
                        order,
                        score,
                        previousStart(window, "m.window_start"),
                        SeriesWindows.MERGED,
                        filter.sql());
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            int index = merged.bind(statement, 1);
            statement.setInt(index, top.n());
            filter.bind(statement, index + 1);
            List<RankedWindow> rows = rows(statement);
            return with(rows, sketches.ofMerged(window, merged.segments(), windows(rows)));
        }
    }

    static List<SeriesWindow> windows(List<RankedWindow> rows) {
        return rows.stream().map(RankedWindow::window).toList();
    }

    static List<RankedWindow> with(List<RankedWindow> rows, List<SeriesWindow> windows) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get(i).withWindow(windows.get(i)))
                .toList();
    }

    static String column(Stat stat) {
        return switch (stat) {
            case COUNT -> "n";
            case SUM -> "sum";
            case MEAN -> "mean";
            case VARIANCE -> "variance";
            case STDDEV -> "stddev";
            case MIN -> "min";
            case MAX -> "max";
            case DISTINCT -> throw new IllegalArgumentException("no ranking by " + stat);
        };
    }

    static List<RankedWindow> rows(PreparedStatement statement) throws SQLException {
        List<RankedWindow> windows = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                windows.add(new RankedWindow(
                        rows.getInt("rank"),
                        rows.getDouble("score"),
                        previousRank(rows),
                        rows.getBoolean("list_before"),
                        rows.getDouble("error_bound"),
                        SeriesWindows.of(rows)));
            }
        }
        return windows;
    }

    private static @Nullable Integer previousRank(ResultSet rows) throws SQLException {
        int rank = rows.getInt("previous_rank");
        return rows.wasNull() ? null : rank;
    }
}
