package org.chengyun.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.database.EngineTables;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.datasets.catalogue.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions as of a cut. Two histories are told: cut 5 closes up to 08:30, cut 6 brings late observations, cut 7 closes up to
 * 09:00, cut 8 corrects once more.
 */
class SessionAsOfTest {
    private static final Span ALL =
            new Span(Instant.parse("2026-11-02T00:00:00Z"), Instant.parse("2026-11-03T00:00:00Z"));

    private static Connection connection;
    private static DefinedMetric metric;

    @BeforeAll
    static void tellTheHistory() throws SQLException {
        connection = TestDatabase.create("session_as_of_test").connect();
        connection.setAutoCommit(false);
        Metric pauses = ofPauses();
        var tables = new EngineTables(connection);
        metric = new DefinedMetric(pauses, TestMetrics.dataset(), OptionalInt.of(tables.metric(pauses)), 1);
        long one = tables.series(metric.number().orElseThrow(), List.of("one"));
        long two = tables.series(metric.number().orElseThrow(), List.of("two"));

        cut(4, "batch", null);
        write(one, "07:10", "07:12", 4, 0);
        write(one, "07:30", "07:31", 4, 0);
        write(two, "08:00", "08:10", 4, 0);
        write(two, "08:25", "08:28", 4, 0);
        cut(5, "close", "08:30");
        cut(6, "batch", null);
        // two sessions become one; one grows at its end; one is found where there was none; one is still open
        revise(one, "07:10", "07:31", 6, 1);
        revise(two, "08:00", "08:15", 6, 1);
        revise(one, "06:00", "06:00", 6, 1);
        write(two, "08:25", "08:35", 6, 0);
        cut(7, "close", "09:00");
        cut(8, "batch", null);
        revise(one, "07:05", "07:31", 8, 2);
        tables.watermark(TestMetrics.dataset(), at("09:00"), 7);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    private static Metric ofPauses() {
        Metric like = TestMetrics.metric(List.of("1m"), false, List.of("road"), Optional.empty());
        return new Metric(
                like.id(),
                like.label(),
                like.meaning(),
                like.dataset(),
                like.value(),
                like.unit(),
                like.by(),
                like.where(),
                like.whereText(),
                List.of(),
                Optional.of(Duration.ofMinutes(10)),
                like.stats(),
                List.of(),
                Optional.empty());
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-02T%s:00Z".formatted(time));
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void cut(long cut, String kind, @Nullable String watermark) throws SQLException {
        execute(
                "insert into cut (cut, job, dataset, kind, watermark) overriding system value values (%d, 'live', 'test', '%s', %s)"
                        .formatted(cut, kind, watermark == null ? "null" : "'" + at(watermark) + "'"));
    }

    /** A session with as many observations as minutes. */
    private static void write(long series, String start, String last, long cut, int revision) throws SQLException {
        long n = 1 + Duration.between(at(start), at(last)).toMinutes();
        execute("delete from session_window where series_no = %d and start >= '%s' and start <= '%s'"
                .formatted(series, at(start), at(last)));
        execute("insert into session_window values (%d, %d, '%s', '%s', %d, %5$d, 1, 0, 1, 1, 0, %6$d, %7$d)"
                .formatted(series, metric.number().orElseThrow(), at(start), at(last), n, revision, cut));
    }

    /** Puts a session in the place of those within it, and keeps them as the engine does. */
    private static void revise(long series, String start, String last, long cut, int revision) throws SQLException {
        execute("""
                insert into session_revision (series_no, metric_no, start, revision, cut, events, last, n, old)
                select %d, %d, '%s', %d, %d, 1, '%s', 1,
                       coalesce((select jsonb_agg(to_jsonb(w) - 'series_no' - 'metric_no' order by w.start)
                                   from session_window w
                                  where w.series_no = %1$d and w.start >= '%3$s' and w.start <= '%6$s'), '[]')
                """.formatted(series, metric.number().orElseThrow(), at(start), revision, cut, at(last)));
        write(series, start, last, cut, revision);
    }

    private static List<String> read(Snapshot snapshot) {
        var reader = new SessionReader(snapshot, metric, SeriesFilter.all());
        List<String> told = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        while (true) {
            List<SeriesSession> page = reader.read(ALL, after, 1);
            if (page.isEmpty()) {
                return told;
            }
            SeriesSession session = page.getFirst();
            told.add("%s %tR-%tR n=%d r%d c%d"
                    .formatted(
                            session.dimensions().getFirst(),
                            session.start().atOffset(ZoneOffset.UTC),
                            session.last().atOffset(ZoneOffset.UTC),
                            session.moments().n(),
                            session.revision(),
                            session.cut()));
            after = Optional.of(new Position(session.start(), session.dimensions()));
        }
    }

    @ParameterizedTest(name = "as of cut {0}")
    @CsvSource(delimiter = '|', textBlock = """
            4 |
            5 | one 07:10-07:12 n=3 r0 c4, one 07:30-07:31 n=2 r0 c4, two 08:00-08:10 n=11 r0 c4
            6 | one 06:00-06:00 n=1 r1 c6, one 07:10-07:31 n=22 r1 c6, two 08:00-08:15 n=16 r1 c6
            7 | one 06:00-06:00 n=1 r1 c6, one 07:10-07:31 n=22 r1 c6, two 08:00-08:15 n=16 r1 c6, two 08:25-08:35 n=11 r0 c6
            8 | one 06:00-06:00 n=1 r1 c6, one 07:05-07:31 n=27 r2 c8, two 08:00-08:15 n=16 r1 c6, two 08:25-08:35 n=11 r0 c6
            """)
    void shouldTellWhatWasFinalThen(long cut, String sessions) {
        assertThat(read(new Snapshot(connection, Scope.EVERYTHING).asOf(new AsOf.Cut(cut))))
                .containsExactly(sessions == null ? new String[0] : sessions.split(", "));
    }

    @Test
    void shouldTellTheSameAsOfTheLatestCutAndNow() {
        var now = new Snapshot(connection, Scope.EVERYTHING);
        assertThat(read(now.asOf(new AsOf.Latest()))).isEqualTo(read(now)).hasSize(4);
    }
}
