package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.session.Session;
import org.chengyun.engine.core.session.SessionChange;
import org.chengyun.engine.core.window.MetricNumber;

/**
 * Puts changed sessions in the place of what they were, by way of the temporary table {@code stage_session}. A row with n =
 * 0 there is a session that went into another one. The committing thread owns it.
 */
final class SessionStage {
    private static final int COLUMNS = 14;
    private static final String CREATE = """
            create temporary table if not exists stage_session (
              series_no bigint, metric_no int, start timestamptz, last timestamptz, n bigint,
              sum double precision, mean double precision, m2 double precision,
              min double precision, max double precision, late bigint, revision int, events bigint, correction boolean
            ) on commit delete rows
            """;
    private static final String COPY = "copy stage_session from stdin (format binary)";
    private static final String RECORD_REVISIONS = """
            insert into session_revision
              (series_no, metric_no, start, revision, cut, events, last, n, sum, mean, m2, min, max, old)
            select g.series_no, g.metric_no, g.start, g.revision, ?, g.events, g.last, g.n, g.sum, g.mean, g.m2, g.min, g.max,
                   coalesce((select jsonb_agg(to_jsonb(w) - 'series_no' - 'metric_no' order by w.start)
                               from session_window w
                              where w.series_no = g.series_no and w.start >= g.start and w.start <= g.last), '[]')
              from stage_session g
             where g.correction
            """;
    private static final String FORGET = """
            delete from session_window w using stage_session g
             where g.n = 0 and w.series_no = g.series_no and w.start = g.start
            """;
    private static final String WRITE = """
            insert into session_window
              (series_no, metric_no, start, last, n, sum, mean, m2, min, max, late, revision, cut)
            select series_no, metric_no, start, last, n, sum, mean, m2, min, max, late, revision, ?
              from stage_session
             where n > 0
            on conflict (series_no, start) do update set
              last = excluded.last, n = excluded.n, sum = excluded.sum, mean = excluded.mean, m2 = excluded.m2,
              min = excluded.min, max = excluded.max, late = excluded.late, revision = excluded.revision,
              cut = excluded.cut
            """;

    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private boolean anyGone;
    private boolean anyCorrection;

    SessionStage(Connection connection) {
        this.connection = connection;
    }

    void create() throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        }
    }

    void begin() {
        buffer.begin();
        anyGone = false;
        anyCorrection = false;
    }

    /** Of one series, in the order of the series' numbers. */
    void add(long seriesNo, MetricNumber metric, SessionChange change) {
        Session after = change.after();
        for (Session old : change.before()) {
            if (old.startMs() != after.startMs()) {
                gone(seriesNo, metric, old);
            }
        }
        anyCorrection |= change.isCorrection();
        head(seriesNo, metric, after);
        buffer.bigint(after.moments().n());
        values(after.moments(), metric.metric().isCount());
        buffer.bigint(after.late());
        buffer.integer(after.revision());
        buffer.bigint(change.events());
        buffer.bool(change.isCorrection());
    }

    private void gone(long seriesNo, MetricNumber metric, Session old) {
        anyGone = true;
        head(seriesNo, metric, old);
        buffer.bigint(0);
        nothing(5);
        buffer.bigint(0);
        buffer.integer(0);
        buffer.bigint(0);
        buffer.bool(false);
    }

    private void head(long seriesNo, MetricNumber metric, Session session) {
        buffer.row(COLUMNS);
        buffer.bigint(seriesNo);
        buffer.integer(metric.number());
        buffer.time(session.startMs());
        buffer.time(session.lastMs());
    }

    private void values(Moments moments, boolean isCount) {
        if (isCount) {
            nothing(5);
            return;
        }
        buffer.number(moments.sum());
        buffer.number(moments.mean());
        buffer.number(moments.m2());
        buffer.number(moments.min());
        buffer.number(moments.max());
    }

    private void nothing(int columns) {
        for (int i = 0; i < columns; i++) {
            buffer.nothing();
        }
    }

    /** Writes what was added since {@link #begin}. */
    void write(long cut) throws SQLException {
        buffer.end();
        buffer.send(connection, COPY);
        if (anyCorrection) {
            execute(RECORD_REVISIONS, cut);
        }
        if (anyGone) {
            try (Statement forget = connection.createStatement()) {
                forget.executeUpdate(FORGET);
            }
        }
        execute(WRITE, cut);
    }

    private void execute(String sql, long cut) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cut);
            statement.executeUpdate();
        }
    }
}
