package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Merges the staged rows that share an overflow series, so that each slice of it is written once. */
final class OverflowRows {
    private static final String DELTAS = """
            with taken as (delete from stage_delta where series_no = any(?) returning *)
            insert into stage_delta
            select series_no, metric_no, size_s, start, sum(n), sum(sum), total_mean,
                   sum(m2 + n * (mean - total_mean) * (mean - total_mean)), min(min), max(max), sum(late), bool_or(closed)
              from (select *, sum(n * mean) over same / sum(n) over same as total_mean
                      from taken
                    window same as (partition by series_no, size_s, start)) as parts
             group by series_no, metric_no, size_s, start, total_mean
            """;
    private static final String SKETCHES = """
            with taken as (delete from stage_sketch where series_no = any(?) returning *)
            insert into stage_sketch
            select series_no, metric_no, size_s, start, kind, array_agg(bucket << 44 | number order by bucket), closed
              from (select s.series_no, s.metric_no, s.size_s, s.start, s.kind, bool_or(s.closed) as closed, %s
                      from taken s cross join unnest(s.cells) as cell
                     group by s.series_no, s.metric_no, s.size_s, s.start, s.kind, cell >> 44) as merged
             group by series_no, metric_no, size_s, start, kind, closed
            """.formatted(SketchRollUp.MERGED_NUMBER);

    private OverflowRows() {}

    static void mergeDeltas(Connection connection, List<Long> series) throws SQLException {
        merge(connection, DELTAS, series);
    }

    static void mergeSketches(Connection connection, List<Long> series) throws SQLException {
        merge(connection, SKETCHES, series);
    }

    private static void merge(Connection connection, String sql, List<Long> series) throws SQLException {
        try (PreparedStatement merge = connection.prepareStatement(sql)) {
            merge.setArray(1, connection.createArrayOf("int8", series.toArray()));
            merge.executeUpdate();
        }
    }
}
