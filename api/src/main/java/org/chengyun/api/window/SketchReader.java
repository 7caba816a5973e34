package org.chengyun.api.window;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.Sketch;

/**
 * Adds {@link Estimates} to windows that have been read, from the sketches stored for them or for their parts. Costs
 * nothing for metrics without sketches. Not thread-safe; belongs to a snapshot.
 */
public final class SketchReader {
    private static final String PARTS = """
            select series_no, start, kind, cells from window_sketch
             where series_no = any(?) and size_s = ? and start >= ? and start < ? and cut <= ?
            """;

    /** Windows of the calendar are longer by so much at most when the clocks change. */
    private static final Duration CLOCK_CHANGE = Duration.ofDays(1);

    private final Snapshot snapshot;
    private final DefinedMetric metric;

    public SketchReader(Snapshot snapshot, DefinedMetric metric) {
        this.snapshot = snapshot;
        this.metric = metric;
    }

    /** To windows that are stored as they are: slices, and closed windows. */
    public List<SeriesWindow> ofStored(WindowSpec window, List<SeriesWindow> windows) throws SQLException {
        if (windows.isEmpty()) {
            return windows;
        }
        Instant last = starts(windows).end();
        var all = new Segment(window.sizeKey(), new Span(starts(windows).start(), last.plusMillis(1)));
        return add(windows, Duration.ofMillis(1), start -> start.plusMillis(1), List.of(all));
    }

    /**
     * To windows that were merged.
     *
     * @param segments the stored windows from which all of them were merged
     */
    public List<SeriesWindow> ofMerged(WindowSpec window, List<Segment> segments, List<SeriesWindow> windows)
            throws SQLException {
        return add(
                windows,
                Duration.ofMillis(window.usualMs()).plus(CLOCK_CHANGE),
                start -> Instant.ofEpochMilli(window.endMs(start.toEpochMilli())),
                segments);
    }

    /** To a span that was merged as one window for each series. */
    public List<SeriesWindow> ofMerged(Span span, List<Segment> segments, List<SeriesWindow> windows)
            throws SQLException {
        return add(windows, Duration.between(span.start(), span.end()), start -> span.end(), segments);
    }

    private static Span starts(List<SeriesWindow> windows) {
        Instant first = windows.getFirst().start();
        Instant last = first;
        for (SeriesWindow window : windows) {
            first = window.start().isBefore(first) ? window.start() : first;
            last = window.start().isAfter(last) ? window.start() : last;
        }
        return new Span(first, last);
    }

    /**
     * @param reach no window is longer
     * @param end of the window that starts there
     */
    private List<SeriesWindow> add(
            List<SeriesWindow> windows, Duration reach, UnaryOperator<Instant> end, List<Segment> segments)
            throws SQLException {
        if (metric.metric().sketches().isEmpty() || windows.isEmpty()) {
            return windows;
        }
        Map<Long, NavigableMap<Instant, Map<Sketch, List<long[]>>>> wanted = new HashMap<>();
        for (SeriesWindow window : windows) {
            wanted.computeIfAbsent(window.seriesNumber(), series -> new TreeMap<>())
                    .put(window.start(), new EnumMap<>(Sketch.class));
        }
        Span starts = starts(windows);
        for (Segment segment : segments) {
            Span within =
                    segment.span().since(starts.start()).until(starts.end().plus(reach));
            read(new Segment(segment.sizeSeconds(), within), reach, end, wanted);
        }
        return windows.stream()
                .map(window -> window.with(Estimates.of(
                        metric.metric(),
                        window.moments(),
                        wanted.getOrDefault(window.seriesNumber(), new TreeMap<>())
                                .getOrDefault(window.start(), Map.of()))))
                .toList();
    }

    private void read(
            Segment segment,
            Duration reach,
            UnaryOperator<Instant> end,
            Map<Long, NavigableMap<Instant, Map<Sketch, List<long[]>>>> wanted)
            throws SQLException {
        if (segment.span().isEmpty()) {
            return;
        }
        var connection = snapshot.connection();
        try (var statement = connection.prepareStatement(PARTS)) {
            statement.setArray(
                    1, connection.createArrayOf("bigint", wanted.keySet().toArray()));
            statement.setInt(2, segment.sizeSeconds());
            statement.setObject(3, Times.sql(segment.span().start()));
            statement.setObject(4, Times.sql(segment.span().end()));
            // A sketch does not keep what it was before: as of a cut, it is known only if it has not changed since.
            statement.setLong(
                    5,
                    snapshot.asOf().isPresent()
                            ? snapshot.state(metric.dataset()).cut()
                            : Long.MAX_VALUE);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    Instant start = Times.instant(row, "start");
                    var sketch = Sketch.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
                    long[] cells = cells(row);
                    wanted.getOrDefault(row.getLong("series_no"), new TreeMap<>())
                            .subMap(start.minus(reach), false, start, true)
                            .forEach((windowStart, parts) -> {
                                if (start.isBefore(end.apply(windowStart))) {
                                    parts.computeIfAbsent(sketch, kind -> new ArrayList<>())
                                            .add(cells);
                                }
                            });
                }
            }
        }
    }

    private static long[] cells(ResultSet row) throws SQLException {
        Array array = row.getArray("cells");
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
