package org.chengyun.api.session;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindows;
import org.chengyun.datasets.catalogue.Keep.Kind;

/**
 * Reads stored sessions of one metric. Not thread-safe; belongs to a snapshot. The metric has been taken up.
 *
 * <p>A final session changes only by revisions, and each keeps the sessions that went into it. So what was known at a cut are
 * the sessions that no later cut touched, and of those that went into later revisions the ones that no later cut made.
 */
final class SessionReader {
    private static final String COLUMNS = "series_no, start, last, n, sum, mean, m2, min, max, late, revision, cut";
    private static final String AS_IT_IS = """
            (select %s from session_window where metric_no = ? and start >= ? and start < ?)""".formatted(COLUMNS);
    private static final String AS_OF = """
            (select %1$s
               from (select %1$s from session_window where metric_no = ? and start >= ? and start < ?
                     union all
                     select r.series_no, old.*
                       from session_revision r
                      cross join lateral jsonb_to_recordset(r.old) as old (
                            start timestamptz, last timestamptz, n bigint, sum double precision, mean double precision,
                            m2 double precision, min double precision, max double precision, late bigint, revision int,
                            cut bigint)
                      where r.metric_no = ? and r.last >= ? and r.start < ? and r.cut > ?
                        and old.start >= ? and old.start < ?) known
              where known.cut <= ? and known.last + make_interval(secs => ?) <= ?)""".formatted(COLUMNS);

    private final Snapshot snapshot;
    private final DefinedMetric metric;
    private final SeriesFilter filter;

    SessionReader(Snapshot snapshot, DefinedMetric metric, SeriesFilter filter) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.filter = filter;
    }

    /**
     * Sessions by rising start, then dimensions (code points; none is last).
     *
     * @param starts of the sessions
     * @param after only sessions behind it in that order
     */
    List<SeriesSession> read(Span starts, Optional<Position> after, int limit) {
        Span ahead = after.map(position -> starts.since(position.start())).orElse(starts);
        String sql = """
            select w.start, w.last, s.dimensions, w.n, w.sum, w.mean, w.m2, w.min, w.max, w.late, w.revision, w.cut
            from %s w join series s using (series_no)
            where true%s%s%s
            order by w.start, s.dimensions collate "C"
            limit ?
            """.formatted(
                snapshot.asOf().isEmpty() ? AS_IT_IS : AS_OF, kept(), filter.sql(), Position.sql(after, "w.start"));
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            int index = Position.bind(statement, after, filter.bind(statement, bind(statement, ahead)));
            statement.setInt(index, limit);
            return sessions(statement);
        } catch (SQLException e) {
            throw new ReadFailed("sessions of " + metric.metric().id(), e);
        }
    }

    /** One that ends before what is kept is gone, or what is left of it. */
    private String kept() {
        return snapshot.kept(metric.dataset())
                .of(Kind.SESSIONS)
                .map(" and w.last >= timestamptz '%s'"::formatted)
                .orElse("");
    }

    /** Sets the parameters of {@link #AS_IT_IS} or {@link #AS_OF} and returns the index after the last. */
    private int bind(PreparedStatement statement, Span starts) throws SQLException {
        int index = bindStarts(statement, 1, starts);
        if (snapshot.asOf().isEmpty()) {
            return index;
        }
        DatasetState then = snapshot.state(metric.dataset());
        index = bindStarts(statement, index, starts);
        statement.setLong(index++, then.cut());
        statement.setObject(index++, Times.sql(starts.start()));
        statement.setObject(index++, Times.sql(starts.end()));
        statement.setLong(index++, then.cut());
        statement.setDouble(index++, metric.session().toMillis() / 1000.0);
        // Before the first watermark nothing was final, so nothing is told.
        statement.setObject(index++, Times.sql(then.watermark().orElse(Instant.EPOCH)));
        return index;
    }

    private int bindStarts(PreparedStatement statement, int firstIndex, Span starts) throws SQLException {
        statement.setInt(firstIndex, metric.number().orElseThrow());
        statement.setObject(firstIndex + 1, Times.sql(starts.start()));
        statement.setObject(firstIndex + 2, Times.sql(starts.end()));
        return firstIndex + 3;
    }

    private static List<SeriesSession> sessions(PreparedStatement statement) throws SQLException {
        List<SeriesSession> sessions = new ArrayList<>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                sessions.add(session(row));
            }
        }
        return sessions;
    }

    private static SeriesSession session(ResultSet row) throws SQLException {
        return new SeriesSession(
                Times.instant(row, "start"),
                Times.instant(row, "last"),
                SeriesWindows.dimensions(row),
                SeriesWindows.moments(row),
                row.getLong("late"),
                row.getInt("revision"),
                row.getLong("cut"));
    }
}
