package org.chengyun.api.window;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * Stored windows of one size as a from-item {@code w} with the columns of {@code window_stat}: as they are, or as they were
 * at a cut.
 *
 * <p>A closed window changes only by revisions, and each keeps what was before: as of a cut it is what its first revision
 * after that cut replaced, else its row. A window that only a revision made did not exist before. What was put there without
 * being revised after that cut was computed anew, and nobody knew it then.
 */
public final class StoredSql {
    private static final String AS_IT_IS = """
            (select * from window_stat where metric_no = ? and size_s = ? and start >= ? and start < ?) w""";
    private static final String AS_OF = """
            (select stored.series_no, stored.metric_no, stored.size_s, stored.start,
                    case when later.cut is null then stored.n else later.old_n end as n,
                    case when later.cut is null then stored.sum else later.old_sum end as sum,
                    case when later.cut is null then stored.mean else later.old_mean end as mean,
                    case when later.cut is null then stored.m2 else later.old_m2 end as m2,
                    case when later.cut is null then stored.min else later.old_min end as min,
                    case when later.cut is null then stored.max else later.old_max end as max,
                    case when later.cut is null then stored.late
                         else greatest(0, stored.late - (stored.n - later.old_n)) end as late,
                    case when later.cut is null then stored.revision else later.revision - 1 end as revision,
                    case when later.cut is null then stored.cut else asked.cut end as cut
               from (select ?::bigint as cut) asked
               cross join window_stat stored
               left join lateral (
                    select * from window_revision revised
                     where revised.series_no = stored.series_no and revised.size_s = stored.size_s
                       and revised.start = stored.start and revised.cut > asked.cut
                     order by revised.revision limit 1) later on true
              where stored.metric_no = ? and stored.size_s = ? and stored.start >= ? and stored.start < ?
                and case when later.cut is null then stored.cut <= asked.cut else later.old_n > 0 end) w""";

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final int sizeKey;
    private final Span starts;

    /**
     * Windows as of the snapshot's moment.
     *
     * @param starts of the windows; they are closed at that moment if it is an earlier one
     */
    public StoredSql(Snapshot snapshot, DefinedMetric metric, WindowSpec window, Span starts) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.sizeKey = window.sizeKey();
        this.starts = starts;
    }

    public String sql() {
        return snapshot.asOf().isEmpty() ? AS_IT_IS : AS_OF;
    }

    /** Sets the parameters of {@link #sql} and returns the index after the last. */
    public int bind(PreparedStatement statement, int firstIndex) throws SQLException {
        int index = firstIndex;
        if (snapshot.asOf().isPresent()) {
            statement.setLong(index++, snapshot.state(metric.dataset()).cut());
        }
        statement.setInt(index++, metric.number().orElseThrow());
        statement.setInt(index++, sizeKey);
        statement.setObject(index++, Times.sql(starts.start()));
        statement.setObject(index++, Times.sql(starts.end()));
        return index;
    }
}
