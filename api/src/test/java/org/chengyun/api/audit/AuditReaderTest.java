package org.chengyun.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.chengyun.api.access.Scope;
import org.chengyun.api.audit.Fault.Check;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit over the real tables, one cut a minute from 08:00. */
class AuditReaderTest {
    private static Connection connection;

    @BeforeAll
    static void openDatabase() throws SQLException {
        connection = TestDatabase.create("audit_reader_test").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    @AfterEach
    void forget() throws SQLException {
        connection.rollback();
    }

    @BeforeEach
    void fill() throws SQLException {
        cut(101, "live", "batch", "{\"0\":[0,10],\"1\":[5,9]}", 12, 10, 2, 0);
        cut(102, "live", "close", "{}", 0, 0, 0, 0);
        cut(103, "live", "batch", "{\"1\":[9,20]}", 10, 9, 0, 1);
        cut(104, "anew", "batch", "{\"0\":[0,10]}", 10, 10, 0, 0);
        cut(105, "live", "batch", "{\"0\":[10,30]}", 20, 17, 1, 2);
        execute("""
                insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition, record_offset)
                select now(), 'test', 'f', 'engine', 'future', '', '', '', 'chengyun.test', p, o
                  from (values (1, 12), (0, 10), (0, 29)) as kept (p, o)
                """);
        execute("""
                insert into engine_offset (job, topic, partition, next_offset, cut)
                values ('live', 'chengyun.test', 0, 30, 105), ('live', 'chengyun.test', 1, 20, 103),
                       ('anew', 'chengyun.test', 0, 10, 104)
                """);
    }

    private static void cut(
            long cut, String job, String kind, String offsets, long in, long counted, long filtered, long quarantined)
            throws SQLException {
        execute("""
                insert into cut (cut, committed_at, job, dataset, kind, offsets, events_in, counted, filtered, quarantined)
                overriding system value
                values (%d, timestamptz '2026-11-21T08:00:00Z' + make_interval(mins => %d), '%s', 'test', '%s', '%s', %d, %d, %d, %d)
                """.formatted(cut, cut - 101, job, kind, offsets, in, counted, filtered, quarantined));
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Verdict audit(Span span) {
        return new AuditReader(new Snapshot(connection, Scope.EVERYTHING), TestMetrics.dataset()).audit(span);
    }

    @Test
    void shouldAcquitEveryRange() {
        assertThat(audit(Span.ALWAYS).faults()).isEmpty();
        assertThat(audit(Span.ALWAYS).cuts()).isEqualTo(5);
        assertThat(audit(Span.ALWAYS).eventsIn()).isEqualTo(52);
        for (int from = 0; from < 6; from++) {
            for (int to = from + 1; to < 6; to++) {
                var span = new Span(minute(from), minute(to));
                assertThat(audit(span).faults()).as("%s", span).isEmpty();
            }
        }
    }

    private static Instant minute(int number) {
        return Instant.parse("2026-11-21T08:00:00Z").plusSeconds(60L * number);
    }

    @Test
    void shouldFindAGapAtTheBorderOfTheRange() throws SQLException {
        execute("update cut set offsets = '{\"0\":[11,30]}' where cut = 105");

        Verdict verdict = audit(new Span(minute(4), minute(5)));

        assertThat(verdict.faults())
                .containsExactly(
                        new Fault(Check.WIDTH, 105, null, null, 19, 20),
                        new Fault(Check.GAP, 105, 0, 10L, 10, 11),
                        new Fault(Check.QUARANTINE, 105, 0, 11L, 2, 1));
    }

    @Test
    void shouldFindWhatIsMissingInQuarantineAndInThePosition() throws SQLException {
        execute("delete from quarantine where record_offset = 12");
        execute("update engine_offset set next_offset = 31 where job = 'live' and partition = 0");

        assertThat(audit(Span.ALWAYS).faults())
                .containsExactly(
                        new Fault(Check.QUARANTINE, 103, null, null, 1, 0),
                        new Fault(Check.POSITION, 105, 0, 30L, 30, 31));
    }

    /** The chain of partition 1 has lost its beginning, for a reason. */
    @Test
    void shouldNotTakeForAFaultWhatIsNoLongerKept() throws SQLException {
        execute("delete from cut where cut < 102");
        execute("insert into kept values ('test', 'cuts', '2026-11-21T08:01:00Z', 102)");

        Verdict verdict = audit(Span.ALWAYS);

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.cuts()).isEqualTo(4);
        assertThat(verdict.keptFrom()).isEqualTo(minute(1));
        assertThat(audit(new Span(minute(1), minute(9))).keptFrom()).isNull();
        // Half of a deletion is not seen
        execute("update kept set first_cut = 104, kept_from = '2026-11-21T08:03:00Z'");
        assertThat(audit(Span.ALWAYS).cuts()).isEqualTo(2);
        assertThat(audit(Span.ALWAYS).faults()).isEmpty();
        assertThat(audit(new Span(minute(0), minute(1))).cuts()).isZero();
        assertThat(audit(new Span(minute(0), minute(1))).keptFrom()).isEqualTo(minute(3));
    }

    @Test
    void shouldSayThatThereIsNothing() {
        Verdict verdict = audit(new Span(minute(-10), minute(0)));

        assertThat(verdict.cuts()).isZero();
        assertThat(verdict.firstCut()).isNull();
        assertThat(verdict.conserved()).isTrue();
    }
}
