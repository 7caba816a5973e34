package org.chengyun.engine.runner.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.store.BatchStore;
import org.chengyun.engine.runner.store.CatalogueStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series of metrics with sessions alone go with their last session, whatever engines know of them; others never do. */
class OldSeriesTest {
    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final String ORPHANS =
            "select count(*) from session_window left join series s using (series_no) where s.series_no is null";

    @TempDir
    Path folder;

    private Catalogue catalogue;
    private Dataset dataset;
    private Database database;
    private long offset;

    @BeforeEach
    void create() throws IOException, SQLException {
        catalogue = TestCatalogue.withSessions(folder);
        dataset = catalogue.dataset("probe").orElseThrow();
        database = TestDatabase.fresh();
        try (Connection connection = database.connect()) {
            CatalogueStore.synchronise(connection, catalogue, dataset);
            new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L));
            connection.commit();
        }
    }

    /** One membership: it knows the numbers of the series that it met. */
    private final class Member implements AutoCloseable {
        private final Connection connection = database.connect();
        private final DatasetFold fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
        private final BatchStore batches;

        Member() throws SQLException {
            batches = new BatchStore(
                    connection,
                    "live",
                    dataset,
                    CatalogueStore.synchronise(connection, catalogue, dataset),
                    fold,
                    new QuarantineTable(100));
        }

        void commit(String road, Instant... times) throws Exception {
            Deltas deltas = fold.newDeltas();
            for (Instant time : times) {
                byte[] record = new ObservationEncoder(dataset.schema())
                        .encode(new @Nullable Object[] {time.toEpochMilli(), road, null, 40.0});
                assertThat(fold.fold(record, PartitionProgress.NONE, Long.MAX_VALUE / 2, deltas))
                        .isNull();
            }
            var range = Map.of(0, new OffsetRange(offset, offset + times.length, PartitionProgress.NONE));
            batches.commit(new Batch(range, List.of(deltas), List.of(), Map.of(), Instant.EPOCH, 0));
            offset += times.length;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private long remove() throws SQLException {
        return remove(pause -> false);
    }

    private long remove(Predicate<Duration> pause) throws SQLException {
        try (Connection own = database.connect()) {
            own.setAutoCommit(false);
            return new OldSeries(own, catalogue, dataset, pause).remove();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long numberOf(String metric, String road) throws SQLException {
        return number(
                "select coalesce(max(series_no), 0) from series join metric using (metric_no) where id = '%s' and dimensions[1] = '%s'"
                        .formatted(metric, road));
    }

    /** As retention does before it comes to the series. */
    private void forgetSessionsOf(String road) throws SQLException {
        execute(
                "delete from session_window where series_no in (select series_no from series where dimensions[1] = '%s')"
                        .formatted(road));
    }

    @Test
    void shouldRemoveSeriesWithoutSessionsAndGiveTheirNextSessionANewOne() throws Exception {
        long gone;
        try (var before = new Member();
                var other = new Member()) {
            // Given
            before.commit("gone", NOW);
            before.commit("here", NOW);
            gone = numberOf("probe.runs", "gone");
            forgetSessionsOf("gone");
            // When
            long removed = remove();
            // Then metrics with windows keep theirs
            assertThat(removed).isEqualTo(2);
            assertThat(numberOf("probe.runs", "gone")).isZero();
            assertThat(numberOf("probe.short.runs", "gone")).isZero();
            assertThat(numberOf("probe.runs", "here")).isPositive();
            assertThat(numberOf("probe.both", "gone")).isPositive();
            assertThat(numberOf("probe.speed.road", "gone")).isPositive();
            // When somebody commits who knows their numbers, or did not even meet them
            assertThatThrownBy(() -> before.commit("gone", NOW))
                    .isInstanceOf(Fenced.class)
                    .hasMessageContaining("old series were removed");
            assertThatThrownBy(() -> other.commit("gone", NOW)).isInstanceOf(Fenced.class);
        }
        try (var after = new Member()) {
            after.commit("gone", NOW.plusSeconds(1));
            // Then
            assertThat(numberOf("probe.runs", "gone")).isPositive().isNotEqualTo(gone);
            assertThat(number(ORPHANS)).isZero();
            assertThat(number(
                            "select sum(n) from session_window join metric using (metric_no) where id = 'probe.runs'"))
                    .isEqualTo(2);
            assertThat(remove()).as("the next time").isZero();
            after.commit("gone", NOW.plusSeconds(2));
        }
    }

    @Test
    void shouldKeepASeriesThatComesBackBetweenTheSteps() throws Exception {
        long back;
        try (var member = new Member()) {
            // Given
            member.commit("back", NOW);
            back = numberOf("probe.runs", "back");
            forgetSessionsOf("back");
            var isFirst = new AtomicBoolean(true);
            // When it gets a session after it was marked, from who knows its number
            long removed = remove(pause -> {
                if (isFirst.getAndSet(false)) {
                    try {
                        assertThat(number("select count(*) from series where retired"))
                                .isPositive();
                        member.commit("back", NOW.plusSeconds(5));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return false;
            });
            // Then
            assertThat(removed).isZero();
            assertThat(numberOf("probe.runs", "back")).isEqualTo(back);
            assertThat(number("select count(*) from series where retired")).isZero();
        }
        try (var member = new Member()) {
            // When somebody meets a marked one for the first time
            execute("update series set retired = true where dimensions[1] = 'back'");
            member.commit("back", NOW.plusSeconds(6));
            // Then
            assertThat(numberOf("probe.runs", "back")).isEqualTo(back);
            assertThat(number("select count(*) from series where retired")).isZero();
        }
    }

    @Test
    void shouldWaitUntilNothingIsComputedAnew() throws Exception {
        try (var member = new Member()) {
            // Given
            member.commit("gone", NOW);
            forgetSessionsOf("gone");
            execute("""
                    insert into replay (metric, dataset, purpose, state, requested_by)
                    values ('probe.runs', 'probe', 'switch', 'running', 'somebody')
                    """);
            // When
            long removed = remove();
            // Then
            assertThat(removed).isZero();
            member.commit("gone", NOW);
            assertThat(number(ORPHANS)).isZero();
        }
    }

    @Test
    void shouldRemoveSeriesOfVersionsThatAreNotComputedAnyMore() throws Exception {
        try (var member = new Member()) {
            // Given a version whose windows are gone, and one that has some
            member.commit("old", NOW);
            execute("update metric set active = false where id in ('probe.speed.road', 'probe.both')");
            execute(
                    "delete from window_stat using metric m where m.metric_no = window_stat.metric_no and id = 'probe.both'");
            forgetSessionsOf("old");
        }
        // When
        remove();
        // Then
        assertThat(numberOf("probe.both", "old")).isZero();
        assertThat(numberOf("probe.speed.road", "old")).isPositive();
    }

    /** Members come and go, sessions go, series are removed all the time: no session is ever without its series. */
    @Test
    void shouldLoseNothingBesideMembersThatCommit() throws Exception {
        // Given
        var isDone = new AtomicBoolean();
        var removed = new AtomicLong();
        var forgotten = new AtomicLong();
        List<Exception> failures = new ArrayList<>();
        Thread retention = Thread.ofPlatform().start(() -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!isDone.get()) {
                    try (ResultSet row = statement.executeQuery("""
                            with old as (
                              delete from session_window w using metric m
                               where m.metric_no = w.metric_no and id = 'probe.runs'
                                 and start < (select max(start) - interval '5 min' from session_window)
                              returning n)
                            select coalesce(sum(n), 0) from old
                            """)) {
                        row.next();
                        forgotten.addAndGet(row.getLong(1));
                    }
                    removed.addAndGet(remove());
                }
            } catch (SQLException e) {
                failures.add(e);
            }
        });
        var random = new Random(7);
        long counted = 0;
        int fenced = 0;
        // When
        for (int i = 0; i < 40 || fenced < 3; i++) {
            try (var member = new Member()) {
                for (int j = 0; j < 10; j++) {
                    member.commit("R" + random.nextInt(12), NOW.plusSeconds(600L * i + j));
                    counted++;
                }
            } catch (Fenced e) {
                fenced++;
            }
        }
        isDone.set(true);
        retention.join();
        // Then
        assertThat(failures).isEmpty();
        assertThat(removed).hasPositiveValue();
        assertThat(number(ORPHANS)).isZero();
        assertThat(number(
                                "select coalesce(sum(n), 0) from session_window join metric using (metric_no) where id = 'probe.runs'")
                        + forgotten.get())
                .isEqualTo(counted);
    }
}
