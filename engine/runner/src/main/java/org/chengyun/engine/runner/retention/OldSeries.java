package org.chengyun.engine.runner.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.runner.store.CatalogueStore;

/**
 * Series of which nothing is kept, of metrics without windows: pseudonyms of people among them, new ones every day. Engines
 * hold numbers of series in memory, so a series goes in three steps. It is marked as retired, which changes nothing for who
 * knows its number. Then the loops of the dataset begin anew and know none; one that meets a retired series takes the mark
 * back. What is still marked and without sessions after that is deleted. Whatever ends it in between is made up for by the
 * next time. Not thread-safe; in transactions of its own.
 */
final class OldSeries {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** Versions that are not computed any more, too. */
    private static final String METRICS = """
            select metric_no from metric m
             where dataset = ? and (id = any(?) or not active)
               and not exists (select from window_stat w where w.metric_no = m.metric_no)
               and not exists (select from window_items w where w.metric_no = m.metric_no)
               and not exists (select from window_revision w where w.metric_no = m.metric_no)
               and not exists (select from top_n w where w.metric_no = m.metric_no)
             order by metric_no
            """;

    private static final String HAS_SESSIONS = """
            (exists (select from session_window w where w.series_no = s.series_no)
              or exists (select from session_revision w where w.series_no = s.series_no))""";
    private static final String MARK = """
            with passed as (
              select series_no from series where metric_no = ? and series_no > ? order by series_no limit %1$d),
            empty as (
              select s.series_no from series s join passed using (series_no)
               where not s.retired and not s.overflow and not %2$s for update of s skip locked),
            marked as (
              update series s set retired = true from empty where s.series_no = empty.series_no)
            select max(series_no) from passed
            """.formatted(ROWS_AT_ONCE, HAS_SESSIONS);
    private static final String HAS_MARKED = "select exists (select from series where metric_no = any(?) and retired)";
    private static final String KEEP =
            "update series s set retired = false where metric_no = ? and retired and %s".formatted(HAS_SESSIONS);
    private static final String DELETE = """
            delete from series where series_no in (
              select series_no from series where metric_no = ? and retired limit %d for update skip locked)
            """.formatted(ROWS_AT_ONCE);

    private final Connection connection;
    private final Dataset dataset;
    private final List<String> withoutWindows;
    private final Predicate<Duration> pause;
    private boolean stopped;

    /** @param pause true if it is time to stop */
    OldSeries(Connection connection, Catalogue catalogue, Dataset dataset, Predicate<Duration> pause) {
        this.connection = connection;
        this.dataset = dataset;
        this.withoutWindows = catalogue.metricsOf(dataset).stream()
                .filter(metric -> !metric.hasWindows())
                .map(Metric::id)
                .toList();
        this.pause = pause;
    }

    /** @return series deleted; none while anything of the dataset is computed anew */
    long remove() throws SQLException {
        List<Integer> metrics = metrics();
        for (int metricNo : metrics) {
            mark(metricNo);
        }
        if (stopped || !hasMarked(metrics) || !CatalogueStore.beginAnew(connection, dataset)) {
            connection.commit();
            return 0;
        }
        connection.commit();
        long removed = 0;
        for (int metricNo : metrics) {
            removed += delete(metricNo);
        }
        return removed;
    }

    private List<Integer> metrics() throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(METRICS)) {
            read.setString(1, dataset.id());
            read.setArray(2, connection.createArrayOf("text", withoutWindows.toArray()));
            List<Integer> metrics = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    metrics.add(row.getInt(1));
                }
            }
            connection.commit();
            return metrics;
        }
    }

    private void mark(int metricNo) throws SQLException {
        long passed = 0;
        while (!stopped) {
            long startedNs = System.nanoTime();
            try (PreparedStatement mark = connection.prepareStatement(MARK)) {
                mark.setInt(1, metricNo);
                mark.setLong(2, passed);
                try (ResultSet row = mark.executeQuery()) {
                    row.next();
                    passed = row.getLong(1);
                    if (row.wasNull()) {
                        connection.commit();
                        return;
                    }
                }
            }
            connection.commit();
            pauseSince(startedNs);
        }
    }

    private boolean hasMarked(List<Integer> metrics) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(HAS_MARKED)) {
            ask.setArray(1, connection.createArrayOf("int4", metrics.toArray()));
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private long delete(int metricNo) throws SQLException {
        update(KEEP, metricNo);
        long removed = 0;
        while (!stopped) {
            long startedNs = System.nanoTime();
            int rows = update(DELETE, metricNo);
            if (rows == 0) {
                return removed;
            }
            removed += rows;
            pauseSince(startedNs);
        }
        return removed;
    }

    private int update(String sql, int metricNo) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, metricNo);
            int rows = update.executeUpdate();
            connection.commit();
            return rows;
        }
    }

    /** The database works half of the time for us at most. */
    private void pauseSince(long startedNs) {
        long tookMs = (System.nanoTime() - startedNs) / 1_000_000;
        stopped = pause.test(Duration.ofMillis(Math.max(SHORTEST_PAUSE.toMillis(), tookMs)));
    }
}
