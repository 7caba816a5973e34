package org.chengyun.api.window;

import static java.util.stream.Collectors.joining;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.api.span.StoredSizes;
import org.chengyun.datasets.catalogue.CalendarWindow;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * SQL that merges stored windows into larger ones, as the query expression {@code merged (window_start, series_no, n, sum,
 * mean, m2, min, max, late, cut)}.
 *
 * <p>The merge is Chan's for any number of parts at once: first the mean of all, then the deviations from it, so the order
 * of the parts does not matter (Chan, Golub, LeVeque 1983: the two-pass form).
 */
public final class MergedSql {
    private static final String TUMBLING =
            "date_bin(make_interval(secs => ?), w.start, timestamptz '1970-01-01T00:00:00Z')";
    private static final String SLIDING = TUMBLING + " - step.back * make_interval(secs => ?)";
    private static final String BORDERS = """
            join unnest(?::timestamptz[], ?::timestamptz[]) as span (start, ending)
              on w.start >= span.start and w.start < span.ending
            """;
    private static final String STEPS = "cross join generate_series(0, ?) as step (back)";

    private final int metricNumber;
    private final Grid grid;
    private final SeriesFilter filter;
    private final List<Segment> segments;
    private final Span starts;

    /** Where the merged windows start: on the grid of a window, or all at one instant. */
    private sealed interface Grid {
        record Windows(FixedWindow window) implements Grid {}

        /** Windows whose borders are listed one by one. */
        record Calendar(CalendarWindow window, Span whole) implements Grid {}

        record One(Instant start) implements Grid {}
    }

    private MergedSql(int metricNumber, Grid grid, SeriesFilter filter, List<Segment> segments, Span starts) {
        this.metricNumber = metricNumber;
        this.grid = grid;
        this.filter = filter;
        this.segments = segments;
        this.starts = starts;
    }

    /**
     * Every window that starts in {@code starts}.
     *
     * @param starts not empty, on the grid of the window's slides
     */
    public static MergedSql windows(
            DefinedMetric metric, WindowSpec window, Span starts, Optional<Instant> watermark, SeriesFilter filter) {
        var whole = new Span(starts.start(), Windows.lastEnd(window, starts));
        List<Segment> segments =
                StoredSizes.within(metric.metric(), window.gridMs()).cover(whole, watermark);
        Grid grid = switch (window) {
            case FixedWindow fixed -> new Grid.Windows(fixed);
            case CalendarWindow calendar -> new Grid.Calendar(calendar, whole);
        };
        return new MergedSql(metric.number().orElseThrow(), grid, filter, segments, starts);
    }

    /**
     * The span as a whole.
     *
     * @param span not empty, on the grid of the metric's slices
     */
    public static MergedSql span(DefinedMetric metric, Span span, Optional<Instant> watermark, SeriesFilter filter) {
        List<Segment> segments = StoredSizes.of(metric.metric()).cover(span, watermark);
        var grid = new Grid.One(span.start());
        return new MergedSql(metric.number().orElseThrow(), grid, filter, segments, span);
    }

    /** The stored windows that are merged. */
    public List<Segment> segments() {
        return segments;
    }

    /** The query expressions, to stand after {@code with}. */
    public String sql() {
        String part = """
            select w.series_no, %s as window_start, w.n, w.sum, w.mean, w.m2, w.min, w.max, w.late, w.cut
            from window_stat w join series s using (series_no) %s
            where w.metric_no = ? and w.size_s = ? and w.start >= ? and w.start < ?%s
            """.formatted(windowStart(), join(), filter.sql());
        return """
            part as (
            %s),
            centred as (
              select part.*,
                     sum(n * mean) over same / nullif((sum(n) over same)::double precision, 0) as centre
              from part where window_start >= ? and window_start < ?
              window same as (partition by series_no, window_start)
            ),
            merged as (
              select window_start, series_no, sum(n)::bigint as n, sum(sum) as sum, min(centre) as mean,
                     sum(m2 + n * (mean - centre) * (mean - centre)) as m2, min(min) as min, max(max) as max,
                     sum(late)::bigint as late, max(cut) as cut
              from centred group by series_no, window_start
            )
            """.formatted(Collections.nCopies(segments.size(), part).stream().collect(joining("union all\n")));
    }

    private String windowStart() {
        return switch (grid) {
            case Grid.One one -> "?::timestamptz";
            case Grid.Windows windows -> windows.window.isTumbling() ? TUMBLING : SLIDING;
            case Grid.Calendar calendar -> "span.start";
        };
    }

    private String join() {
        return switch (grid) {
            case Grid.One one -> "";
            case Grid.Windows windows -> windows.window.isTumbling() ? "" : STEPS;
            case Grid.Calendar calendar -> BORDERS;
        };
    }

    /** Sets the parameters of {@link #sql} and returns the index after the last. */
    public int bind(PreparedStatement statement, int firstIndex) throws SQLException {
        int index = firstIndex;
        for (Segment segment : segments) {
            index = bindGrid(statement, index);
            statement.setInt(index++, metricNumber);
            statement.setInt(index++, segment.sizeSeconds());
            statement.setObject(index++, Times.sql(segment.span().start()));
            statement.setObject(index++, Times.sql(segment.span().end()));
            index = filter.bind(statement, index);
        }
        statement.setObject(index++, Times.sql(starts.start()));
        statement.setObject(index++, Times.sql(starts.end()));
        return index;
    }

    private int bindGrid(PreparedStatement statement, int firstIndex) throws SQLException {
        int index = firstIndex;
        switch (grid) {
            case Grid.One one -> statement.setObject(index++, Times.sql(one.start));
            case Grid.Calendar(CalendarWindow window, Span whole) -> {
                List<String> borders = borders(window, whole);
                statement.setArray(index++, texts(statement, borders.subList(0, borders.size() - 1)));
                statement.setArray(index++, texts(statement, borders.subList(1, borders.size())));
            }
            case Grid.Windows(FixedWindow window) -> {
                statement.setDouble(index++, window.slideMs() / 1000.0);
                if (!window.isTumbling()) {
                    statement.setDouble(index++, window.slideMs() / 1000.0);
                    statement.setInt(index++, Math.toIntExact(window.sizeMs() / window.slideMs()) - 1);
                }
            }
        }
        return index;
    }

    /** Starts of the windows, and the end of the last. */
    private static List<String> borders(CalendarWindow window, Span whole) {
        List<String> borders = new ArrayList<>();
        long startMs = window.lastStartMs(whole.start().toEpochMilli());
        while (startMs < whole.end().toEpochMilli()) {
            borders.add(Instant.ofEpochMilli(startMs).toString());
            startMs = window.nextStartMs(startMs);
        }
        borders.add(Instant.ofEpochMilli(startMs).toString());
        return borders;
    }

    private static Array texts(PreparedStatement statement, List<String> texts) throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray());
    }
}
