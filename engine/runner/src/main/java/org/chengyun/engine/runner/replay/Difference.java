package org.chengyun.engine.runner.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.runner.store.KeptTable;
import org.chengyun.engine.runner.store.WindowSql;

/**
 * How the stored windows and sessions of two versions of a metric differ. Counts, minima and maxima must be equal; sums,
 * means and variances to 1e-9 of their size, because floating point depends on the order of merging.
 *
 * @param windows how many that are kept lie wholly in the span, of one or both
 * @param different how many of them differ, or are of one version only
 * @param example one that differs, for people; empty if none does
 */
record Difference(long windows, long different, String example) {
    private static final String COMPARE = """
            with shown as (
              select w.metric_no, s.dimensions, WHAT, w.start, w.n, w.sum, w.mean, w.m2, w.min, w.max
                from TABLE w join series s using (series_no)
               where w.metric_no in (?, ?) and w.start >= ? and KEPT
                 and ENDING <= ?),
            compared as (
              select coalesce(a.dimensions, b.dimensions) as dimensions, coalesce(a.size_s, b.size_s) as size_s,
                     coalesce(a.start, b.start) as start, a.n as old_n, b.n as new_n,
                     a.n is not distinct from b.n and a.last is not distinct from b.last and a.min is not distinct from b.min
                     and a.max is not distinct from b.max and (a.sum is null) = (b.sum is null)
                     and (a.sum is null or (near(a.sum, b.sum) and near(a.mean, b.mean)
                          and abs(a.m2 - b.m2) <= 1e-9 * (a.m2 + a.n * a.mean * a.mean))) as same
                from (select * from shown where metric_no = ?) a
                full join (select * from shown where metric_no = ?) b
                  on a.dimensions = b.dimensions and a.size_s = b.size_s and a.start = b.start)
            select count(*), count(*) filter (where not coalesce(same, false)),
                   coalesce((select format('%s, size %s, start %s: n was %s, is %s',
                                           dimensions, size_s, start, old_n, new_n)
                               from compared where not coalesce(same, false) limit 1), '')
              from compared
            """;
    private static final String NEAR = "(abs(%1$s - %2$s) <= 1e-9 * greatest(abs(%1$s), abs(%2$s)))";

    /** @param toMs only windows and sessions that end at or before it */
    static Difference of(Connection connection, MetricNumber before, MetricNumber after, long fromMs, long toMs)
            throws SQLException {
        Difference all = new Difference(0, 0, "");
        Map<Kind, Long> kept = KeptTable.read(connection, after.metric().dataset());
        if (after.metric().hasWindows()) {
            all = all.and(of(connection, ofWindows(after, kept), before, after, Math.max(0, fromMs), toMs));
        }
        Optional<Duration> gap = after.metric().session();
        if (gap.isPresent()) {
            long gapMs = gap.get().toMillis();
            // An observation before the span may have gone into a session that starts less than the gap behind its
            // beginning.
            long firstMs = fromMs == Long.MIN_VALUE ? 0 : Math.max(0, fromMs) + gapMs;
            all = all.and(of(connection, ofSessions(gapMs, kept), before, after, firstMs, toMs));
        }
        return all;
    }

    private Difference and(Difference that) {
        return new Difference(
                windows + that.windows, different + that.different, example.isEmpty() ? that.example : example);
    }

    private static Difference of(
            Connection connection, String sql, MetricNumber before, MetricNumber after, long firstMs, long toMs)
            throws SQLException {
        try (PreparedStatement compare = connection.prepareStatement(sql)) {
            compare.setInt(1, before.number());
            compare.setInt(2, after.number());
            compare.setTimestamp(3, new Timestamp(firstMs));
            compare.setTimestamp(4, new Timestamp(toMs));
            compare.setInt(5, before.number());
            compare.setInt(6, after.number());
            try (ResultSet row = compare.executeQuery()) {
                row.next();
                return new Difference(row.getLong(1), row.getLong(2), row.getString(3));
            }
        }
    }

    private static String ofWindows(MetricNumber metric, Map<Kind, Long> kept) {
        return sql(
                "window_stat",
                "w.size_s, null::timestamptz as last",
                KeptTable.windowsSql("w", kept),
                WindowSql.ending("w.start", "w.size_s", WindowSql.zone(List.of(metric))));
    }

    private static String ofSessions(long gapMs, Map<Kind, Long> kept) {
        return sql(
                "session_window",
                "0 as size_s, w.last",
                KeptTable.sessionsSql("w", kept),
                "w.last + make_interval(secs => %d)".formatted(gapMs / 1000));
    }

    private static String sql(String table, String what, String kept, String ending) {
        return COMPARE.replace("near(a.sum, b.sum)", NEAR.formatted("a.sum", "b.sum"))
                .replace("near(a.mean, b.mean)", NEAR.formatted("a.mean", "b.mean"))
                .replace("TABLE", table)
                .replace("WHAT", what)
                .replace("KEPT", kept)
                .replace("ENDING", ending);
    }
}
