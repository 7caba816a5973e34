package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.SessionDeltas;
import org.chengyun.engine.core.session.Session;
import org.chengyun.engine.core.session.SessionChange;
import org.chengyun.engine.core.session.SessionRule;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.window.MetricNumber;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sessions of a batch into {@code session_window}; does nothing for datasets without any. An observation may
 * join two stored sessions, so whoever changes a series must see what others made of it: its row in {@code series} is
 * locked until the commit, always in the order of the numbers. The committing thread owns it.
 */
final class SessionTable {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final String CREATE = """
            create temporary table if not exists stage_reach (
              series_no bigint, since timestamptz, until timestamptz
            ) on commit delete rows
            """;
    private static final String COPY = "copy stage_reach from stdin (format binary)";
    private static final int COLUMNS = 3;
    private static final String LOCK =
            "select series_no from series where series_no = any(?) order by series_no for update";

    /** Sessions of a series do not overlap: of those that start before the reach only the last can end in it. */
    private static final String READ = """
            select distinct s.series_no, (extract(epoch from s.start) * 1000)::bigint,
                   (extract(epoch from s.last) * 1000)::bigint, s.n, s.sum, s.mean, s.m2, s.min, s.max, s.late, s.revision
              from stage_reach r
             cross join lateral (
                   (select * from session_window w where w.series_no = r.series_no and w.start <= r.since
                     order by w.start desc limit 1)
                   union all
                   (select * from session_window w
                     where w.series_no = r.series_no and w.start > r.since and w.start < r.until)) s
             where s.last > r.since
            """;

    private final Connection connection;
    private final List<Source> sources = new ArrayList<>();
    private final CopyBuffer reach = new CopyBuffer();
    private final SessionStage stage;

    /** @param place of the metric in the deltas */
    private record Source(int place, MetricNumber metric, SessionRule rule, SeriesNumbers numbers) {}

    /** What a batch brings for one series, by time and without overlap. */
    private record Fresh(Source source, List<Session> sessions) {}

    SessionTable(Connection connection, List<MetricNumber> metrics, List<SeriesNumbers> series) throws SQLException {
        this.connection = connection;
        for (int m = 0; m < metrics.size(); m++) {
            MetricNumber metric = metrics.get(m);
            if (metric.metric().session().isPresent()) {
                var rule = new SessionRule(metric.metric().session().get().toMillis());
                sources.add(new Source(m, metric, rule, series.get(m)));
            }
        }
        this.stage = new SessionStage(connection);
        if (!sources.isEmpty()) {
            try (Statement create = connection.createStatement()) {
                create.execute(CREATE);
            }
            stage.create();
            connection.commit();
        }
    }

    /** @param watermarkMs sessions that end at or before it are final */
    void merge(String dataset, Deltas deltas, long watermarkMs, long cut) throws SQLException {
        Map<Long, Fresh> fresh = new TreeMap<>();
        for (Source source : sources) {
            collect(source, deltas.sessions(source.place), fresh);
        }
        if (fresh.values().stream().anyMatch(news -> news.sessions.getFirst().lastMs() < watermarkMs)) {
            leaveOut(KeptTable.read(connection, dataset).get(Kind.SESSIONS), fresh);
        }
        if (fresh.isEmpty()) {
            return;
        }
        lock(fresh);
        Map<Long, List<Session>> stored = read(fresh);
        stage.begin();
        fresh.forEach((seriesNo, news) -> {
            for (SessionChange change :
                    news.source.rule.merge(stored.getOrDefault(seriesNo, List.of()), news.sessions, watermarkMs)) {
                stage.add(seriesNo, news.source.metric, change);
            }
        });
        stage.write(cut);
    }

    private static void collect(Source source, SessionDeltas deltas, Map<Long, Fresh> fresh) {
        Map<Long, List<Session>> rows = new HashMap<>();
        for (int row = 0; row < deltas.size(); row++) {
            long seriesNo = source.numbers.number(deltas.series(row));
            rows.computeIfAbsent(seriesNo, no -> new ArrayList<>()).add(deltas.session(row));
        }
        rows.forEach((seriesNo, sessions) -> fresh.put(seriesNo, new Fresh(source, together(source.rule, sessions))));
    }

    /** What they would join may be gone. */
    private static void leaveOut(@Nullable Long keptFromMs, Map<Long, Fresh> fresh) {
        if (keptFromMs != null) {
            fresh.replaceAll((seriesNo, news) -> new Fresh(
                    news.source,
                    news.sessions.stream()
                            .filter(session -> session.lastMs() >= keptFromMs)
                            .toList()));
            fresh.values().removeIf(news -> news.sessions.isEmpty());
        }
    }

    private static List<Session> together(SessionRule rule, List<Session> sessions) {
        return sessions.size() == 1
                ? sessions
                : rule.merge(List.of(), sessions, PartitionProgress.NONE).stream()
                        .map(SessionChange::after)
                        .toList();
    }

    private void lock(Map<Long, Fresh> fresh) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("int8", fresh.keySet().toArray()));
            lock.execute();
        }
    }

    /** By series, those that new ones may join. A statement of its own: it sees what was committed before the lock. */
    private Map<Long, List<Session>> read(Map<Long, Fresh> fresh) throws SQLException {
        reach.begin();
        fresh.forEach((seriesNo, news) -> news.sessions.forEach(session -> {
            reach.row(COLUMNS);
            reach.bigint(seriesNo);
            reach.time(session.startMs() - news.source.rule.gapMs());
            reach.time(news.source.rule.endMs(session));
        }));
        reach.end();
        reach.send(connection, COPY);
        Map<Long, List<Session>> stored = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    stored.computeIfAbsent(row.getLong(1), no -> new ArrayList<>())
                            .add(session(row));
                }
            }
        }
        return stored;
    }

    private static Session session(ResultSet row) throws SQLException {
        long n = row.getLong(4);
        double sum = row.getDouble(5);
        Moments moments = row.wasNull()
                ? Moments.ofCount(n)
                : new Moments(n, sum, row.getDouble(6), row.getDouble(7), row.getDouble(8), row.getDouble(9));
        return new Session(row.getLong(2), row.getLong(3), moments, row.getLong(10), row.getInt(11));
    }
}
