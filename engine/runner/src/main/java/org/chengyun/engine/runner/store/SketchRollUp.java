package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowPlan;

/** Merges the sketches of closed slices into those of the windows around them. Immutable. */
final class SketchRollUp {
    /** The bucket of some cells of one kind, {@code s.kind}, and its number in the merge of all of them. */
    static final String MERGED_NUMBER = """
            cell >> 44 as bucket,
                           case when s.kind = 'distinct' then max(cell & 17592186044415)
                                else sum(cell & 17592186044415)::bigint end as number""";

    /** Which windows have just been closed, {@code window_stat} knows. */
    private static final String ROLL_UP = """
            insert into window_sketch (series_no, metric_no, size_s, start, kind, cells, cut)
            select series_no, metric_no, size_s, start, kind, array_agg(bucket << 44 | number order by bucket), ?
              from (select w.series_no, w.metric_no, w.size_s, w.start, s.kind, %s
                      from window_stat w
                      join window_sketch s on s.series_no = w.series_no and s.size_s = ?
                           and s.start >= w.start and s.start < w.start + make_interval(secs => w.size_s)
                     cross join unnest(s.cells) as cell
                     where w.metric_no = any(?) and w.size_s = ?
                       and w.start > ?::timestamptz - make_interval(secs => ?)
                       and w.start <= ?::timestamptz - make_interval(secs => ?)
                       and s.start > ?::timestamptz - make_interval(secs => ?) and s.start < ?::timestamptz
                     group by w.series_no, w.metric_no, w.size_s, w.start, s.kind, cell >> 44) as merged
             group by series_no, metric_no, size_s, start, kind
            """.formatted(MERGED_NUMBER);

    private final Set<Integer> sketched;

    SketchRollUp(List<MetricNumber> metrics) {
        sketched = metrics.stream()
                .filter(metric -> !metric.metric().sketches().isEmpty())
                .map(MetricNumber::number)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * For the windows of one shape that end in {@code (closed, watermark]}, after their moments.
     *
     * @param closed and watermark in PostgreSQL's notation
     */
    void rollUp(Connection connection, WindowPlan.RollUp shape, long cut, String closed, String watermark)
            throws SQLException {
        Object[] metricNos =
                shape.metricNos().stream().filter(sketched::contains).toArray();
        if (metricNos.length == 0) {
            return;
        }
        int size = shape.sizeSeconds();
        try (PreparedStatement statement = connection.prepareStatement(ROLL_UP)) {
            statement.setLong(1, cut);
            statement.setInt(2, shape.sourceSeconds());
            statement.setArray(3, connection.createArrayOf("int4", metricNos));
            statement.setInt(4, size);
            statement.setString(5, closed);
            statement.setInt(6, size);
            statement.setString(7, watermark);
            statement.setInt(8, size);
            statement.setString(9, closed);
            statement.setInt(10, size);
            statement.setString(11, watermark);
            statement.executeUpdate();
        }
    }
}
