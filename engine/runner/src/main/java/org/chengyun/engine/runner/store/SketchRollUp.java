package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowMerger;
import org.chengyun.engine.core.window.WindowPlan;

/** Merges the sketches of closed slices into those of the windows around them. Immutable. */
final class SketchRollUp {
    /** The bucket of some cells of one kind, {@code s.kind}, and its number in the merge of all of them. */
    static final String MERGED_NUMBER = """
            cell >> 44 as bucket,
                           case when s.kind = 'distinct' then max(cell & 17592186044415)
                                else sum(cell & 17592186044415)::bigint end as number""";

    private final Set<Integer> sketched;
    /** Which windows have just been closed, {@code window_stat} knows. */
    private final String sql;

    SketchRollUp(List<MetricNumber> metrics) {
        sketched = metrics.stream()
                .filter(metric -> !metric.metric().sketches().isEmpty())
                .map(MetricNumber::number)
                .collect(Collectors.toUnmodifiableSet());
        sql = """
            insert into window_sketch (series_no, metric_no, size_s, start, kind, cells, cut)
            select series_no, metric_no, size_s, start, kind, array_agg(bucket << 44 | number order by bucket), ?
              from (select w.series_no, w.metric_no, w.size_s, w.start, s.kind, %s
                      from window_stat w
                      join window_sketch s on s.series_no = w.series_no and s.size_s = ?
                           and s.start >= w.start and s.start < %s
                     cross join unnest(s.cells) as cell
                     where w.metric_no = any(?) and w.size_s = ?
                       and w.start >= ?::timestamptz and w.start < ?::timestamptz
                       and s.start >= ?::timestamptz and s.start < ?::timestamptz
                     group by w.series_no, w.metric_no, w.size_s, w.start, s.kind, cell >> 44) as merged
             group by series_no, metric_no, size_s, start, kind
            """.formatted(MERGED_NUMBER, WindowSql.ending("w.start", "w.size_s", WindowSql.zone(metrics)));
    }

    /** For the windows of one shape that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void rollUp(Connection connection, WindowPlan.RollUp shape, Cut cut, long closedMs) throws SQLException {
        Object[] metricNos =
                shape.metricNos().stream().filter(sketched::contains).toArray();
        long firstMs = WindowMerger.firstMs(shape.window(), closedMs);
        long endMs = WindowMerger.endMs(shape.window(), cut.watermarkMs());
        if (metricNos.length == 0 || firstMs >= endMs) {
            return;
        }
        String first = firstMs == Long.MIN_VALUE ? "-infinity" : text(firstMs);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cut.number());
            statement.setInt(2, shape.source().sizeKey());
            statement.setArray(3, connection.createArrayOf("int4", metricNos));
            statement.setInt(4, shape.window().sizeKey());
            statement.setString(5, first);
            statement.setString(6, text(shape.window().lastEndedMs(cut.watermarkMs()) + 1));
            statement.setString(7, first);
            statement.setString(8, text(endMs));
            statement.executeUpdate();
        }
    }

    private static String text(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
