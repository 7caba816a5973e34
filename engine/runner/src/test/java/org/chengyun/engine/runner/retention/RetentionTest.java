package org.chengyun.engine.runner.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.store.BatchStore;
import org.chengyun.engine.runner.store.CatalogueStore;
import org.chengyun.engine.runner.store.CloseStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty days of observations up to 2026-03-20, some of them late, of every shape of window. What is no longer kept goes from
 * all tables, and nothing else does.
 */
class RetentionTest {
    private static final Instant FIRST = Instant.parse("2026-01-19T00:00:00Z");
    private static final int DAYS = 60;
    private static final int DAYS_AT_ONCE = 5;
    private static final String KEEP = "keep: { minutes: 5d, hours: 30d, sessions: 10d, revisions: 20d, cuts: 1d }\n";
    /** The windows of March are open, so what they are made of stays; the month began at 05:00 in New York. */
    private static final Instant MINUTES_FROM = Instant.parse("2026-03-01T05:00:00Z");

    private static final Instant HOURS_FROM = Instant.parse("2026-02-18T00:00:00Z");
    private static final Instant SESSIONS_FROM = Instant.parse("2026-03-10T00:00:00Z");
    private static final Instant REVISIONS_FROM = Instant.parse("2026-02-28T00:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-25T10:00:30Z");

    private static final String MINUTES = "size_s between 0 and 3599";
    private static final String HOURS = "size_s between 3600 and 86399";
    private static final String GONE =
            "(%s and start < '%s' or %s and start < '%s')".formatted(MINUTES, MINUTES_FROM, HOURS, HOURS_FROM);

    @TempDir
    Path folder;

    private final RetentionState state = new RetentionState();
    private Catalogue catalogue;
    private Dataset dataset;
    private Database database;
    private Connection connection;
    private DatasetFold fold;
    private BatchStore batches;
    private CloseStore closing;
    private long offset;

    @BeforeEach
    void fill() throws Exception {
        catalogue = TestCatalogue.withSessions(folder, KEEP);
        dataset = catalogue.dataset("probe").orElseThrow();
        database = TestDatabase.fresh();
        connection = database.connect();
        var metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
        fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
        batches = new BatchStore(connection, "live", dataset, metrics, fold, new QuarantineTable(100));
        closing = new CloseStore(connection, "live", dataset, metrics);
        new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L));
        connection.commit();
        var random = new Random(1);
        for (int day = 0; day < DAYS; day += DAYS_AT_ONCE) {
            Instant from = FIRST.plus(Duration.ofDays(day));
            List<Instant> times = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                long back = i % 10 == 9 ? random.nextLong(1 + day * 86_400L) : 0;
                times.add(from.plusSeconds(random.nextLong(DAYS_AT_ONCE * 86_400L))
                        .minusSeconds(back));
            }
            commit(random, times);
            closing.close(from.plus(Duration.ofDays(DAYS_AT_ONCE)).toEpochMilli());
        }
        for (Table table : Table.values()) {
            execute("create table before_%1$s as select * from %1$s".formatted(table.sqlName()));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void commit(Random random, List<Instant> times) throws Exception {
        long watermarkMs = closing.closedMs();
        Deltas deltas = fold.newDeltas();
        for (Instant time : times) {
            byte[] record = new ObservationEncoder(dataset.schema()).encode(new @Nullable Object[] {
                time.toEpochMilli(), "R" + random.nextInt(3), "A" + random.nextInt(2), 40 + random.nextInt(400) / 8.0
            });
            assertThat(fold.fold(record, watermarkMs, Long.MAX_VALUE / 2, deltas))
                    .isNull();
        }
        var range = Map.of(0, new OffsetRange(offset, offset + times.size(), PartitionProgress.NONE));
        offset += times.size();
        batches.commit(new Batch(range, List.of(deltas), List.of(), Map.of(), Instant.EPOCH, 0));
    }

    /** Two days after the cuts were made, which is now. */
    private void round() throws SQLException {
        var clock = InstantSource.fixed(Instant.now().plus(Duration.ofDays(2)));
        try (Connection own = database.connect()) {
            new RetentionRound("live", catalogue, own, clock, state, pause -> false).run();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long number = row.getLong(1);
            connection.commit();
            return number;
        }
    }

    /** Rows of before that are not there any more. */
    private long missing(Table table, String condition) throws SQLException {
        return number("select count(*) from (select * from before_%1$s where %2$s except select * from %1$s) as missing"
                .formatted(table.sqlName(), condition));
    }

    private long rows(Table table, String condition) throws SQLException {
        return number("select count(*) from %s where %s".formatted(table.sqlName(), condition));
    }

    /** With a dataset that lost its definition, chunks stay: all goes row by row. */
    @Test
    void shouldRemoveRowsThatAreNoLongerKeptAndNoOthers() throws Exception {
        // Given
        execute(
                "insert into metric (id, version, dataset, substance, active) values ('gone.count', 1, 'gone', '', true)");
        for (Table table : List.of(Table.WINDOW_STAT, Table.WINDOW_SKETCH, Table.WINDOW_ITEMS, Table.TOP_N)) {
            assertThat(rows(table, GONE)).as("%s to be removed", table).isPositive();
        }
        // When
        round();
        // Then
        for (Table table : List.of(Table.WINDOW_STAT, Table.WINDOW_SKETCH, Table.WINDOW_ITEMS, Table.TOP_N)) {
            assertThat(rows(table, GONE)).as("%s left", table).isZero();
            assertThat(missing(table, "not " + GONE)).as("%s missing", table).isZero();
            assertThat(rows(table, "size_s < 0")).as("%s of days", table).isPositive();
        }
        for (Table table : List.of(Table.WINDOW_REVISION, Table.SESSION_REVISION)) {
            String time = table.isOfSessions() ? "last" : "start";
            String gap = table == Table.SESSION_REVISION ? " - interval '2 min'" : "";
            String gone = "%s < timestamptz '%s'%s".formatted(time, REVISIONS_FROM, gap);
            assertThat(rows(table, gone)).as("%s left", table).isZero();
            assertThat(missing(table, "not " + gone)).as("%s missing", table).isZero();
            assertThat(missing(table, gone)).as("%s removed", table).isPositive();
        }
        String ended = "last < timestamptz '%s' - interval '2 min'".formatted(SESSIONS_FROM);
        assertThat(rows(Table.SESSION_WINDOW, ended)).isZero();
        assertThat(missing(Table.SESSION_WINDOW, "not " + ended)).isZero();
        assertThat(rows(Table.CUT, "true"))
                .as("only the last that closed windows")
                .isEqualTo(1);
        assertThat(number("select first_cut from kept where kind = 'cuts'"))
                .isEqualTo(number("select max(cut) from before_cut"));
        assertThat(state.removed("probe", Kind.MINUTES)).isPositive();
        assertThat(state.keptFromSeconds("probe", Kind.MINUTES)).isEqualTo((double) MINUTES_FROM.getEpochSecond());
    }

    @Test
    void shouldDropChunksThatNobodyNeeds() throws Exception {
        // Given
        String chunks = "select count(*) from timescaledb_information.chunks where hypertable_name = 'window_revision'";
        long before = number(chunks);
        // When
        round();
        // Then
        assertThat(number(chunks)).isLessThan(before);
        assertThat(missing(Table.WINDOW_REVISION, "start >= '%s'".formatted(REVISIONS_FROM)))
                .isZero();
        assertThat(missing(Table.WINDOW_STAT, "size_s < 0 or size_s >= 86400"))
                .as("windows of days stay for ever")
                .isZero();
        assertThat(rows(Table.WINDOW_STAT, GONE)).isZero();
    }

    /** Also where its revisions would get numbers that are taken. */
    @Test
    void shouldCountLateObservationsWhereTheirWindowsAreStillKept() throws Exception {
        // Given
        execute(
                "insert into metric (id, version, dataset, substance, active) values ('gone.count', 1, 'gone', '', true)");
        round();
        String day =
                "select n from window_stat join metric using (metric_no) where id = 'probe.count' and size_s = -1 and start = '2026-01-25T05:00:00Z'";
        long counted = number(day);
        // When
        for (int i = 0; i < 3; i++) {
            commit(new Random(i), List.of(LONG_AGO, LONG_AGO.plusSeconds(1), MINUTES_FROM.plusSeconds(90)));
        }
        // Then
        assertThat(number(day)).isEqualTo(counted + 6);
        for (Table table : List.of(Table.WINDOW_STAT, Table.WINDOW_SKETCH, Table.WINDOW_ITEMS, Table.TOP_N)) {
            assertThat(rows(table, GONE))
                    .as("%s that hold late ones only", table)
                    .isZero();
        }
        assertThat(rows(Table.SESSION_WINDOW, "start = '%s'".formatted(LONG_AGO)))
                .isZero();
        assertThat(number("select n from window_stat join metric using (metric_no)"
                        + " where id = 'probe.count' and size_s = 60 and start = '2026-03-01T05:01:00Z'"))
                .isGreaterThanOrEqualTo(3);
        assertThat(number("select sum(counted) from cut where kind = 'batch'")).isEqualTo(9);
        // When it looks again, then it finds nothing
        round();
        assertThat(number(day)).isEqualTo(counted + 6);
    }

    @Test
    void shouldLeaveEverythingWhileSomethingIsComputedAnew() throws Exception {
        // Given
        execute("""
                insert into replay (metric, dataset, purpose, state, requested_by)
                values ('probe.count', 'probe', 'switch', 'running', 'somebody')
                """);
        // When
        round();
        // Then
        for (Table table : Table.values()) {
            assertThat(missing(table, "true")).as("%s", table).isZero();
        }
        // When it is done
        execute("update replay set state = 'done'");
        round();
        // Then
        assertThat(rows(Table.WINDOW_STAT, GONE)).isZero();
    }

    @Test
    void shouldLeaveTheWorkToWhoHoldsTheLock() throws Exception {
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            // Given
            lock.execute("select pg_advisory_lock(hashtextextended('chengyun/retention', 0))");
            // When
            round();
            // Then
            assertThat(number("select count(*) from kept")).isZero();
            assertThat(missing(Table.WINDOW_STAT, "true")).isZero();
        }
        round();
        assertThat(rows(Table.WINDOW_STAT, GONE)).isZero();
    }

    /** A batch that holds rows or a reader that holds a chunk does not make it wait, and loses nothing. */
    @Test
    void shouldPassOverWhatIsInUse() throws Exception {
        try (Connection other = database.connect();
                Statement hold = other.createStatement()) {
            // Given
            other.setAutoCommit(false);
            hold.execute("select 1 from window_stat where size_s = 60 and start < '2026-02-01' for update");
            hold.execute("select 1 from window_revision");
            // When
            round();
            // Then
            assertThat(rows(Table.WINDOW_STAT, "size_s = 60 and start < '2026-02-01'"))
                    .isPositive();
            assertThat(missing(Table.WINDOW_REVISION, "true")).isZero();
            other.rollback();
        }
        round();
        assertThat(rows(Table.WINDOW_STAT, GONE)).isZero();
        assertThat(missing(Table.WINDOW_REVISION, "true")).isPositive();
    }

    @Test
    void shouldNeverKeepLessThanItSaid() throws Exception {
        // Given
        round();
        long from = number("select extract(epoch from kept_from) from kept where kind = 'minutes'");
        // When the definition says longer
        catalogue = TestCatalogue.withSessions(folder, "keep: { minutes: 400d, hours: 400d, days: 500d }\n");
        round();
        // Then what is gone is not promised
        assertThat(number("select extract(epoch from kept_from) from kept where kind = 'minutes'"))
                .isEqualTo(from);
    }
}
