package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.engine.runner.store.Database;

/** What the tables say about the dataset {@code probe}. */
final class ProbeTables {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Windows in whose histogram lie, or do not lie, as many values as were counted. */
    private static final String SKETCHED = """
            select count(*) from (
              select w.n, sum(cell & ((1::bigint << 44) - 1)) as in_histogram
                from window_stat w join metric m using (metric_no)
                left join window_sketch s using (series_no, size_s, start)
                left join lateral unnest(s.cells) as cell on true
               where m.id = 'probe.sketch.area' and coalesce(s.kind, 'histogram') = 'histogram'
               group by w.series_no, w.size_s, w.start, w.n) as windows
             where n %s coalesce(in_histogram, 0)
            """;

    private final Database database;

    ProbeTables(Database database) {
        this.database = database;
    }

    void awaitEventsIn(long events) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> number("select coalesce(sum(events_in), 0) from cut") >= events);
    }

    /** Waits until windows are closed up to the newest event of all, less the allowed lateness. */
    void awaitClosed() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> number("""
                        select count(*) from watermark w, (select max(max_event_time) as newest from engine_offset) o
                         where date_trunc('minute', w.watermark)
                             = date_trunc('minute', newest - make_interval(secs => 10))
                        """) == 1);
    }

    void assertExactly(ProbeFeed feed) throws SQLException {
        assertExactly(feed, "%");
    }

    /** @param job whose cuts count, a pattern */
    void assertExactly(ProbeFeed feed, String job) throws SQLException {
        String sum = "select sum(%s) from cut where job like '%s'";
        assertThat(number(sum.formatted("events_in", job))).isEqualTo(feed.sent());
        assertThat(number(sum.formatted("quarantined", job))).isEqualTo(feed.poison());
        assertThat(number(sum.formatted("duplicates", job))).isEqualTo(feed.duplicates());
        assertThat(number("select count(*) from cut where events_in <> counted + filtered + duplicates + quarantined"))
                .isZero();
        assertThat(number("select count(*) from quarantine")).isEqualTo(feed.poison());
        assertThat(perMinute()).isEqualTo(feed.perMinute());
        assertThat(number(SKETCHED.formatted("="))).isPositive();
        assertThat(number(SKETCHED.formatted("<>"))).isZero();
        assertThat(sumOfSpeed()).isCloseTo(feed.speedSum(), within(feed.speedSum() * 1e-12));
    }

    private Map<String, Long> perMinute() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        String sql = """
                select s.dimensions[1], w.start, w.n
                  from window_stat w join series s using (series_no) join metric m on m.metric_no = s.metric_no
                 where m.id = 'probe.speed.road' and m.active and w.size_s = 60
                """;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts.put(row.getString(1) + " " + row.getTimestamp(2).toInstant(), row.getLong(3));
            }
        }
        return counts;
    }

    private double sumOfSpeed() throws SQLException {
        String sql = """
                select sum(w.sum) from window_stat w join metric m using (metric_no)
                 where m.id = 'probe.speed.road' and m.active and w.size_s = 60
                """;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
