package org.chengyun.engine.runner.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowMerger;

/** Ranks the series of closed windows into {@code top_n}. Exact: it looks at every series of the window. */
final class TopTable {
    private static final String RANKED = """
            insert into top_n (metric_no, size_s, start, rank, series_no, score, cut)
            select metric_no, size_s, start, rank, series_no, score, ?
              from (select w.metric_no, w.size_s, w.start, w.series_no, s.score, t.n,
                           row_number() over (partition by w.metric_no, w.size_s, w.start
                                              order by s.score * t.sign, series.dimensions) as rank
                      from unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?::timestamptz[]) as t(metric_no, size_s, n, stat, sign, first, ending)
                      join window_stat w on w.metric_no = t.metric_no and w.size_s = t.size_s
                      join series on series.series_no = w.series_no
                     cross join lateral (select case t.stat
                                when 'COUNT' then w.n
                                when 'SUM' then w.sum
                                when 'MEAN' then w.mean
                                when 'MIN' then w.min
                                when 'MAX' then w.max
                                when 'VARIANCE' then case when w.n > 1 then w.m2 / (w.n - 1) end
                                when 'STDDEV' then case when w.n > 1 then sqrt(w.m2 / (w.n - 1)) end
                           end as score) s
                     where s.score is not null and not series.overflow and %s) as ranked
             where rank <= n
            """;
    private static final String CLOSED = RANKED.formatted("w.start >= t.first and w.start < t.ending");
    private static final String CORRECTED = RANKED.formatted("""
            (w.metric_no, w.size_s, w.start) in (select metric_no, size_s, start from stage_delta where closed)
            """);
    private static final String FORGET_CORRECTED = """
            delete from top_n
             where (metric_no, size_s, start) in (select metric_no, size_s, start from stage_delta where closed)
            """;

    private final List<Integer> metricNos = new ArrayList<>();
    private final List<WindowSpec> windows = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<String> stats = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();

    TopTable(List<MetricNumber> metrics) {
        for (MetricNumber metric : metrics) {
            metric.metric()
                    .top()
                    .filter(top -> !top.sketch())
                    .ifPresent(top -> top.windows().forEach(w -> add(metric.number(), top, w)));
        }
    }

    private void add(int metricNo, Metric.Top top, WindowSpec window) {
        metricNos.add(metricNo);
        windows.add(window);
        lengths.add(top.n());
        stats.add(top.rank().name());
        signs.add(top.descending() ? -1 : 1);
    }

    /** Ranks the windows that end after {@code closedMs}, and at the cut's watermark at the latest. */
    void rankClosed(Connection connection, Cut cut, long closedMs) throws SQLException {
        if (metricNos.isEmpty()) {
            return;
        }
        try (PreparedStatement rank = connection.prepareStatement(CLOSED)) {
            bind(rank, cut.number());
            rank.setArray(7, times(connection, window -> WindowMerger.firstMs(window, closedMs)));
            rank.setArray(8, times(connection, window -> window.lastEndedMs(cut.watermarkMs()) + 1));
            rank.executeUpdate();
        }
    }

    private Array times(Connection connection, ToLongFunction<WindowSpec> time) throws SQLException {
        return connection.createArrayOf(
                "text",
                windows.stream()
                        .mapToLong(time)
                        .mapToObj(ms -> ms == Long.MIN_VALUE
                                ? "-infinity"
                                : Instant.ofEpochMilli(ms).toString())
                        .toArray());
    }

    /** Ranks those closed windows again that the staged deltas have corrected. */
    void rankCorrected(Connection connection, long cut) throws SQLException {
        if (metricNos.isEmpty()) {
            return;
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_CORRECTED);
                PreparedStatement rank = connection.prepareStatement(CORRECTED)) {
            forget.executeUpdate();
            bind(rank, cut);
            rank.setArray(7, times(connection, window -> Long.MIN_VALUE));
            rank.setArray(8, times(connection, window -> Long.MIN_VALUE));
            rank.executeUpdate();
        }
    }

    private void bind(PreparedStatement rank, long cut) throws SQLException {
        Connection connection = rank.getConnection();
        rank.setLong(1, cut);
        rank.setArray(2, connection.createArrayOf("int4", metricNos.toArray()));
        rank.setArray(
                3,
                connection.createArrayOf(
                        "int4", windows.stream().map(WindowSpec::sizeKey).toArray()));
        rank.setArray(4, connection.createArrayOf("int4", lengths.toArray()));
        rank.setArray(5, connection.createArrayOf("text", stats.toArray()));
        rank.setArray(6, connection.createArrayOf("int4", signs.toArray()));
    }
}
