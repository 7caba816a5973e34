package org.chengyun.api.session;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindows;
import org.jspecify.annotations.Nullable;

/** Counts and spreads stored sessions of one metric. Not thread-safe; belongs to a snapshot. The metric has been taken up. */
final class SummaryReader {
    private static final String PARTS = """
            select grouping(place) = 0 as of_window, grouping(dimensions) = 0 as of_group, place, dimensions, count(*) as sessions,
                   count(*) filter (where open) as open, sum(n)::bigint as observations, sum(late) as late,
                   sum(revision) as revision,
                   avg(seconds) as mean_s,
                   percentile_disc('{0.5,0.9,0.99,1}'::float8[]) within group (order by seconds) as of_s,
                   avg(n) as mean_n,
                   percentile_disc('{0.5,0.9,0.99,1}'::float8[]) within group (order by n) as of_n
              from chosen
             group by grouping sets ((), (place), (dimensions))
             order by of_window, of_group, sessions desc, place, dimensions
            """;
    private static final String CLASSES = """
            select width_bucket(seconds, ?::double precision[]) as length, width_bucket(n, ?::double precision[]) as size,
                   count(*) as sessions
              from chosen group by 1, 2
            """;
    private static final String OVERFLOW = """
            select coalesce(sum(w.n), 0) from session_window w join series s using (series_no)
             where s.metric_no = ? and s.overflow and w.metric_no = ? and w.start >= ? and w.start < ?
            """;

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final SeriesFilter filter;
    private final Span starts;

    SummaryReader(Snapshot snapshot, DefinedMetric metric, SeriesFilter filter, Span starts) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.filter = filter;
        this.starts = starts;
    }

    /**
     * Sessions together.
     *
     * @param place of the window, from 0; -1 if it is no window
     * @param group values of the dimensions that are told; null if it is no group
     * @param seconds null if there are none
     */
    record Part(
            int place,
            @Nullable List<@Nullable String> group,
            long sessions,
            long open,
            long observations,
            long late,
            long revision,
            @Nullable SessionSpread seconds,
            @Nullable SessionSpread each) {}

    /** How many sessions lie from each threshold to the next. */
    record Classes(List<Long> lengths, List<Long> sizes) {}

    /**
     * First all together, then the groups with the most sessions first, then the windows.
     *
     * @param windowStarts rising
     */
    List<Part> parts(List<Instant> windowStarts) {
        try (var statement = snapshot.connection().prepareStatement(chosen() + PARTS)) {
            bind(statement, 1, windowStarts);
            List<Part> parts = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(part(row));
                }
            }
            return parts;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Classes classes(double[] lengths, double[] sizes) {
        long[] byLength = new long[lengths.length];
        long[] bySize = new long[sizes.length];
        try (var statement = snapshot.connection().prepareStatement(chosen() + CLASSES)) {
            int index = bind(statement, 1, List.of(starts.start()));
            statement.setArray(index++, array(lengths));
            statement.setArray(index, array(sizes));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    byLength[row.getInt("length") - 1] += row.getLong("sessions");
                    bySize[row.getInt("size") - 1] += row.getLong("sessions");
                }
            }
            return new Classes(
                    LongStream.of(byLength).boxed().toList(),
                    LongStream.of(bySize).boxed().toList());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Observations of series over the limit. */
    long overLimit() {
        try (var statement = snapshot.connection().prepareStatement(OVERFLOW)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setInt(2, metric.number().orElseThrow());
            statement.setObject(3, Times.sql(starts.start()));
            statement.setObject(4, Times.sql(starts.end()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private ReadFailed failed(SQLException e) {
        return new ReadFailed("sessions of " + metric.metric().id() + " together", e);
    }

    private String chosen() {
        String dims = metric.openBy().stream()
                .map(name -> "s.dimensions[%d]".formatted(metric.metric().by().indexOf(name) + 1))
                .collect(Collectors.joining(", ", "array[", "]::text[]"));
        return """
            with chosen as (
                select width_bucket(w.start, ?::timestamptz[]) as place, %s as dimensions,
                       extract(epoch from w.last - w.start)::double precision as seconds, w.n::double precision as n,
                       w.late, w.revision, w.last + make_interval(secs => ?) > ? as open
                  from session_window w join series s using (series_no)
                 where w.metric_no = ? and w.start >= ? and w.start < ? and not s.overflow%s)
            """.formatted(dims, filter.sql());
    }

    /** Sets the parameters of {@link #chosen} and returns the index after the last. */
    private int bind(PreparedStatement statement, int firstIndex, List<Instant> windowStarts) throws SQLException {
        int index = firstIndex;
        statement.setArray(
                index++,
                snapshot.connection()
                        .createArrayOf(
                                "timestamptz",
                                windowStarts.stream().map(Instant::toString).toArray()));
        statement.setDouble(index++, metric.session().toMillis() / 1000.0);
        // Before the first watermark every session may grow.
        statement.setObject(
                index++, Times.sql(snapshot.state(metric.dataset()).watermark().orElse(Instant.EPOCH)));
        statement.setInt(index++, metric.number().orElseThrow());
        statement.setObject(index++, Times.sql(starts.start()));
        statement.setObject(index++, Times.sql(starts.end()));
        return filter.bind(statement, index);
    }

    private java.sql.Array array(double[] values) throws SQLException {
        return snapshot.connection()
                .createArrayOf("float8", DoubleStream.of(values).boxed().toArray());
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getBoolean("of_window") ? row.getInt("place") - 1 : -1,
                row.getBoolean("of_group") ? SeriesWindows.dimensions(row) : null,
                row.getLong("sessions"),
                row.getLong("open"),
                row.getLong("observations"),
                row.getLong("late"),
                row.getLong("revision"),
                spread(row, "mean_s", "of_s"),
                spread(row, "mean_n", "of_n"));
    }

    private static @Nullable SessionSpread spread(ResultSet row, String mean, String of) throws SQLException {
        var array = row.getArray(of);
        if (array == null) {
            return null;
        }
        Double[] values = (Double[]) array.getArray();
        return new SessionSpread(row.getDouble(mean), values[0], values[1], values[2], values[3]);
    }
}
