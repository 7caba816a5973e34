package org.chengyun.engine.bench.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.engine.bench.race.BenchStack;
import org.chengyun.launcher.stack.DatabaseAccess;

/** What must hold of the engine's tables whatever happened. */
final class Settled {
    private static final String CONSERVED = """
            select count(*) from cut where events_in <> counted + filtered + duplicates + quarantined
            """;
    private static final String EVENTS = "select coalesce(sum(events_in), 0) from cut where job = 'crash'";
    private static final String OFFSETS = "select coalesce(sum(next_offset), 0) from engine_offset where job = 'crash'";
    /** A range that two cuts have would have been counted twice. */
    private static final String OVERLAPS = """
            with ranges as (
              select r.key as partition, (r.value ->> 0)::bigint as first, (r.value ->> 1)::bigint as behind
                from cut cross join lateral jsonb_each(offsets) as r where job = 'crash')
            select count(*) from (
              select first, lag(behind, 1, 0::bigint) over (partition by partition order by first) as before from ranges
            ) as pairs where first <> before
            """;

    private static final String REVISIONS = """
            select count(*) from window_stat w
              join lateral (select r.revision, r.new_n from window_revision r
                             where r.series_no = w.series_no and r.size_s = w.size_s and r.start = w.start
                             order by r.revision desc limit 1) as last on true
             where last.revision <> w.revision or last.new_n <> w.n
            """;

    /** A cell of a histogram holds in its lower 44 bits how many values it has. */
    private static final String SKETCHES = """
            select count(*)
              from window_stat w
              join metric m using (metric_no)
              left join window_sketch s
                on (s.series_no, s.size_s, s.start) = (w.series_no, w.size_s, w.start) and s.kind = 'histogram'
             where m.id like '%.speed.district'
               and w.n <> coalesce((select sum(cell & ((1::bigint << 44) - 1)) from unnest(s.cells) as cell), 0)
            """;

    private static final String SKETCHED = """
            select count(*) from window_sketch join metric m using (metric_no) where m.id like '%.speed.district'
            """;

    private static final String SESSIONS = """
            select count(*) from (
              select series_no, sum(n) as n from window_stat join metric using (metric_no)
               where id like '%.slow.sensor' group by series_no) as windows
              full join (select series_no, sum(n) as n from session_window group by series_no) as sessions using (series_no)
             where windows.n is distinct from sessions.n
            """;
    private static final String TOO_NEAR = """
            select count(*) from (
              select start, lag(last) over (partition by series_no order by start) as before from session_window
            ) as pairs where start < before + interval '20 seconds'
            """;

    private Settled() {}

    static boolean isClosed(DatabaseAccess access, long closeMs) {
        try (Connection connection = BenchStack.connect(access)) {
            return number(
                            connection,
                            "select coalesce(max(extract(epoch from watermark) * 1000), 0)::bigint from watermark")
                    >= closeMs;
        } catch (SQLException e) {
            return false; // still recovering
        }
    }

    /** What does not hold, in words; empty if everything does. */
    static List<String> faults(Connection connection, long records) throws SQLException {
        List<String> faults = new ArrayList<>();
        expect(faults, "cuts that lose or invent events", number(connection, CONSERVED), 0);
        expect(faults, "events in all cuts", number(connection, EVENTS), records);
        expect(faults, "offsets", number(connection, OFFSETS), records);
        expect(faults, "gaps and overlaps between cuts", number(connection, OVERLAPS), 0);
        expect(faults, "windows whose last revision is not their value", number(connection, REVISIONS), 0);
        expect(faults, "windows whose sketch has not their values", number(connection, SKETCHES), 0);
        expect(faults, "series whose sessions have not the values of their windows", number(connection, SESSIONS), 0);
        expect(faults, "sessions that should be one", number(connection, TOO_NEAR), 0);
        if (number(connection, SKETCHED) == 0 || number(connection, "select count(*) from session_window") == 0) {
            faults.add("there are no sketches or no sessions to be judged");
        }
        return faults;
    }

    private static void expect(List<String> faults, String what, long found, long expected) {
        if (found != expected) {
            faults.add("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
