package org.chengyun.api.session;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesWindows;

/** Reads stored sessions of one metric. Not thread-safe; belongs to a snapshot. The metric has been taken up. */
final class SessionReader {
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
            from session_window w join series s using (series_no)
            where w.metric_no = ? and w.start >= ? and w.start < ?%s%s
            order by w.start, s.dimensions collate "C"
            limit ?
            """.formatted(filter.sql(), Position.sql(after, "w.start"));
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            statement.setInt(1, metric.number().orElseThrow());
            statement.setObject(2, Times.sql(ahead.start()));
            statement.setObject(3, Times.sql(ahead.end()));
            int index = Position.bind(statement, after, filter.bind(statement, 4));
            statement.setInt(index, limit);
            return sessions(statement);
        } catch (SQLException e) {
            throw new ReadFailed("sessions of " + metric.metric().id(), e);
        }
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
