package org.chengyun.api.top;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.top.TopReader.Position;
import org.chengyun.api.window.OpenWindows;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindows;
import org.chengyun.api.window.SketchReader;
import org.chengyun.api.window.StoredSql;
import org.chengyun.datasets.catalogue.Metric.Top;
import org.chengyun.datasets.catalogue.WindowSpec;

/** Ranks the windows that were closed at an earlier moment by the values that they had then. Belongs to a snapshot. */
final class AsOfRanking {
    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final Top top;
    private final SeriesFilter filter;

    AsOfRanking(Snapshot snapshot, DefinedMetric metric, Top top, SeriesFilter filter) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.top = top;
        this.filter = filter;
    }

    /** Ranked windows by rising start, then rank. */
    List<RankedWindow> read(WindowSpec window, Span starts, Optional<Position> after, int limit) throws SQLException {
        Instant firstOpen =
                OpenWindows.firstOpen(window, snapshot.state(metric.dataset()).watermark());
        Span closed = starts.until(firstOpen);
        if (closed.isEmpty()) {
            return List.of();
        }
        // The list before, and in a later page the rows of its first window that were on the page before.
        List<RankedWindow> all = ranked(window, withPrevious(window, closed), limit + 2 * top.n());
        List<RankedWindow> told = new ArrayList<>();
        for (RankedWindow row : Ranks.compared(window, all)) {
            boolean asked = !row.window().start().isBefore(closed.start());
            if (asked && (after.isEmpty() || after.get().isBefore(row)) && told.size() < limit) {
                told.add(row);
            }
        }
        return told;
    }

    private static Span withPrevious(WindowSpec window, Span starts) {
        if (starts.start().equals(Span.ALWAYS.start())) {
            return starts;
        }
        long previousMs = window.lastStartMs(starts.start().toEpochMilli() - 1);
        return new Span(Instant.ofEpochMilli(previousMs), starts.end());
    }

    private List<RankedWindow> ranked(WindowSpec window, Span starts, int limit) throws SQLException {
        var stored = new StoredSql(snapshot, metric, window, starts);
        String sql = """
            with ranked as (
              select w.*, w.%s as score,
                     row_number() over (partition by w.start order by w.%s %s, s.dimensions collate "C") as rank,
                     max(w.start) over (order by w.start groups between 1 preceding and 1 preceding) as start_before
              from (select w.*, case when w.n > 1 then w.m2 / (w.n - 1) end as variance,
                           case when w.n > 1 then sqrt(w.m2 / (w.n - 1)) end as stddev from %s) w
              join series s using (series_no)
              where w.%s is not null and not s.overflow
            )
            select w.rank, w.score, 0 as error_bound, null::int as previous_rank,
                   coalesce(w.start_before = %s, false) as list_before, %s
            from ranked w join series s using (series_no)
            where w.rank <= ?%s
            order by w.start, w.rank
            limit ?
            """.formatted(
                        TopReader.column(top.rank()),
                        TopReader.column(top.rank()),
                        top.descending() ? "desc" : "asc",
                        stored.sql(),
                        TopReader.column(top.rank()),
                        TopReader.previousStart(window, "w.start"),
                        SeriesWindows.STORED,
                        filter.sql());
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            int index = stored.bind(statement, 1);
            statement.setInt(index, top.n());
            statement.setInt(filter.bind(statement, index + 1), limit);
            List<RankedWindow> rows = TopReader.rows(statement);
            return TopReader.with(rows, new SketchReader(snapshot, metric).ofStored(window, TopReader.windows(rows)));
        }
    }
}
