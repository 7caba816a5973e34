package org.chengyun.engine.bench.race;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.chengyun.engine.bench.truth.Comparison;
import org.chengyun.engine.bench.truth.Comparison.Verdict;
import org.chengyun.engine.bench.truth.PortalTruth;
import org.chengyun.engine.bench.truth.StatRow;
import org.chengyun.engine.bench.truth.TopRow;
import org.chengyun.engine.bench.truth.TrafficTruth;
import org.chengyun.engine.bench.workload.Traffic;

/** Reads the results of one run and compares them with the truth. Windows of the end markers alone are left out. */
final class AnswerReader {
    private static final String TIME = "(extract(epoch from %s) * 1000)::bigint";
    private static final String STATS = """
            select key, %s as start_ms, n, mean, variance, min, max from %%s where window_start < ?
            """.formatted(TIME.formatted("window_start"));
    private static final String TOPS = """
            select %s as start_ms, rank, key, score from %%s where window_start < ?
            """.formatted(TIME.formatted("window_start"));
    private static final String CLASSES = """
            select key || '/' || class as key, %s as start_ms, classes.n, 0 as mean, null::double precision as variance, 0 as min, 0 as max
              from q4, lateral (values ('2xx', c2xx), ('3xx', c3xx), ('4xx', c4xx), ('5xx', c5xx)) as classes(class, n)
             where window_start < ? and classes.n > 0
            """.formatted(TIME.formatted("window_start"));

    private static final String ENGINE_STATS = """
            select array_to_string(s.dimensions, '/') as key, %s as start_ms, w.n, w.mean,
                   case when w.n > 1 then w.m2 / (w.n - 1) end as variance, w.min, w.max
              from window_stat w join series s using (series_no) join metric m on m.metric_no = w.metric_no
             where w.start < ? and m.id = ? and w.size_s = ?
            """.formatted(TIME.formatted("w.start"));
    private static final String ENGINE_TOPS = """
            select %s as start_ms, t.rank, s.dimensions[1] as key, t.score
              from top_n t join series s using (series_no) join metric m on m.metric_no = t.metric_no
             where t.start < ? and m.id = ? and t.size_s = ?
            """.formatted(TIME.formatted("t.start"));

    private static final int MINUTE_S = 60;
    private static final int FETCH_ROWS = 10_000;

    private final Connection connection;

    /** @param connection of which this changes the mode */
    AnswerReader(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    List<Verdict> tables(TrafficTruth truth) throws SQLException {
        return List.of(
                stats(Comparison.stats("Q1", truth.sensors()), STATS.formatted("q1")),
                stats(Comparison.stats("Q2", truth.roads()), STATS.formatted("q2")),
                tops(Comparison.tops("Q3", truth.top()), TOPS.formatted("q3")));
    }

    List<Verdict> tables(PortalTruth truth) throws SQLException {
        return List.of(
                stats(Comparison.stats("Q4", truth.services()), STATS.formatted("q4")),
                stats(Comparison.counts("Q4 classes", truth.statusClasses()), CLASSES),
                tops(Comparison.tops("Q5", truth.top()), TOPS.formatted("q5")));
    }

    List<Verdict> engine(TrafficTruth truth, String dataset) throws SQLException {
        return List.of(
                stats(Comparison.stats("Q1", truth.sensors()), ENGINE_STATS, dataset + ".speed.sensor", MINUTE_S),
                stats(Comparison.stats("Q2", truth.roads()), ENGINE_STATS, dataset + ".speed.road", 5 * MINUTE_S),
                tops(Comparison.tops("Q3", truth.top()), ENGINE_TOPS, dataset + ".volume.road", 5 * MINUTE_S));
    }

    List<Verdict> engine(PortalTruth truth, String dataset) throws SQLException {
        return List.of(
                stats(Comparison.stats("Q4", truth.services()), ENGINE_STATS, dataset + ".bytes.service", MINUTE_S),
                stats(
                        Comparison.counts("Q4 classes", truth.statusClasses()),
                        ENGINE_STATS,
                        dataset + ".views.class",
                        MINUTE_S),
                tops(Comparison.tops("Q5", truth.top()), ENGINE_TOPS, dataset + ".views.service", 5 * MINUTE_S));
    }

    private Verdict stats(Comparison comparison, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = prepare(sql, parameters);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                comparison.add(new StatRow(
                        row.getString("key"),
                        row.getLong("start_ms"),
                        row.getLong("n"),
                        row.getDouble("mean"),
                        row.getObject("variance") instanceof Double variance ? variance : Double.NaN,
                        row.getDouble("min"),
                        row.getDouble("max")));
            }
        }
        return comparison.verdict();
    }

    private Verdict tops(Comparison comparison, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = prepare(sql, parameters);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                comparison.add(new TopRow(
                        row.getLong("start_ms"), row.getInt("rank"), row.getString("key"), row.getDouble("score")));
            }
        }
        return comparison.verdict();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setFetchSize(FETCH_ROWS);
        select.setTimestamp(1, new java.sql.Timestamp(Traffic.END_MS));
        for (int i = 0; i < parameters.length; i++) {
            select.setObject(i + 2, parameters[i]);
        }
        return select;
    }
}
