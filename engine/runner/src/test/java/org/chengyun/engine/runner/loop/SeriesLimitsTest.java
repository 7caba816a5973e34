package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.flow.FlowLimits;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.runner.report.StateReporter;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.SeriesLimits;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sends a new road with every record. */
class SeriesLimitsTest {
    private static final int ROADS = Integer.getInteger("chengyun.test.roads", 200_000);
    private static final int MOST = 10_000;
    private static final String BY_ROAD = """
            select %s from window_stat w join series s using (series_no) join metric m on m.metric_no = s.metric_no
             where m.id = 'probe.speed.road' and w.size_s = 60
            """;

    @TempDir
    Path folder;

    private final List<Thread> threads = new ArrayList<>();
    private final List<DatasetEngine> engines = new ArrayList<>();
    private Catalogue catalogue;
    private Dataset dataset;

    @BeforeEach
    void readCatalogue() {
        catalogue = TestCatalogue.probe(folder);
        dataset = catalogue.dataset("probe").orElseThrow();
    }

    @AfterEach
    void stopEngines() throws InterruptedException {
        engines.forEach(DatasetEngine::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private DatasetEngine startEngine(LocalStack stack, Database database, SeriesLimits limits) {
        var settings = new LoopSettings(
                "limits-" + ProcessHandle.current().pid() + "-" + folder.getFileName(),
                "",
                stack.kafkaBootstrap(),
                new FlowLimits(450, 100, 40_000, Long.MAX_VALUE),
                ClosePolicy.DEFAULT,
                limits,
                4 << 20,
                2,
                100_000);
        var engine = new DatasetEngine(settings, catalogue, dataset, database, InstantSource.system());
        engines.add(engine);
        threads.add(Thread.ofPlatform().name("engine-under-test").start(engine));
        return engine;
    }

    @Test
    void shouldCountBeyondTheLimitInOneSeriesAndLoseNothing() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, Map.of())) {
            // Given ten roads as every day
            feed.send(1_000, 0, 10);
            DatasetEngine first = startEngine(stack, database, new SeriesLimits(1_000_000, MOST));
            tables.awaitEventsIn(feed.sent());
            // When there are very many, each of them seen twice, while another engine takes over
            feed.send(ROADS, 0, ROADS);
            first.stop();
            DatasetEngine second = startEngine(stack, database, new SeriesLimits(1_000_000, MOST));
            feed.send(ROADS, 0, ROADS);
            tables.awaitEventsIn(feed.sent());
            // Then
            assertThat(tables.number("""
                    select count(*) from series s join metric m using (metric_no)
                     where m.id = 'probe.speed.road' and not s.overflow
                    """)).isEqualTo(MOST);
            assertThat(tables.number(BY_ROAD.formatted("sum(w.n)"))).isEqualTo(feed.sent());
            assertThat(tables.number("select sum(w.n) from window_stat w join metric m using (metric_no)"
                            + " where m.id = 'probe.count' and w.size_s = 60"))
                    .as("the city's total")
                    .isEqualTo(feed.sent());
            long other = tables.number(BY_ROAD.formatted("sum(w.n)") + " and s.dimensions = '{…}' and s.overflow");
            assertThat(other).isBetween(2L * (ROADS - MOST), 2L * ROADS);
            assertThat(tables.number("""
                    select overflowed from series_admission join metric using (metric_no) where id = 'probe.speed.road'
                    """)).isEqualTo(other);
            assertThat(tables.number(BY_ROAD.formatted("sum(w.n)") + " and s.dimensions = '{R0000003}'"))
                    .as("a road of old has its own")
                    .isEqualTo(102);
            assertThat(tables.number(BY_ROAD.formatted("count(*)") + " and (abs(w.mean - 60) > 1e-9 or w.m2 > 1e-6)"))
                    .isZero();
            assertThat(tables.number("select count(*) from top_n join series using (series_no) where overflow"))
                    .isZero();
            assertThat(second.state().overflowed()).isPositive();
            assertTold(stack, database, tables, second);
            assertThat(second.state().warning(Instant.now()))
                    .contains("probe.speed.road")
                    .contains("max-series");
        }
    }

    private static void assertTold(LocalStack stack, Database database, ProbeTables tables, DatasetEngine engine)
            throws Exception {
        var settings =
                new LoopSettings("told", "north", stack.kafkaBootstrap(), Duration.ofMillis(100), 10_000, 100_000);
        var reporter = new StateReporter(settings, List.of(engine.state()), database, InstantSource.system());
        Thread reporting = Thread.ofPlatform().name("reporter-under-test").start(reporter);
        await().atMost(Duration.ofSeconds(20)).until(() -> tables.number("""
                        select count(*) from engine_state
                         where job = 'told' and instance = 'north' and dataset = 'probe' and condition = 'RUNNING'
                           and warning like '%max-series%' and overflowed > 0 and series > 10000 and known_bytes > 1000000
                           and commit_ms > 0 and pace in ('LIVE', 'STRAINED', 'CATCHING_UP') and why <> ''
                           and counted > 0 and delay_target_ms = 450 and most_rows between 1000 and 40000
                        """) == 1);
        reporter.stop();
        reporting.join();
        assertThat(tables.number("select count(*) from engine_state")).isZero();
    }

    /** The engine's limits would admit all of them. */
    @Test
    void shouldTakeTheLimitsOfTheDataset() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        catalogue = TestCatalogue.probe(folder, "limits: { series: 100 }\n");
        dataset = catalogue.dataset("probe").orElseThrow();
        try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, Map.of())) {
            // When
            feed.send(5_000, 0, 5_000);
            DatasetEngine engine = startEngine(stack, database, new SeriesLimits(1_000_000, 1_000_000));
            tables.awaitEventsIn(feed.sent());
            // Then
            assertThat(tables.number("""
                    select count(*) from series s join metric m using (metric_no)
                     where m.id = 'probe.speed.road' and not s.overflow
                    """)).isEqualTo(100);
            assertThat(tables.number(BY_ROAD.formatted("sum(w.n)"))).isEqualTo(feed.sent());
            assertThat(engine.state().warning(Instant.now())).contains("limits.series in probe/dataset.yaml");
        }
    }

    @Test
    void shouldAdmitMoreInTheNextMinute() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, Map.of())) {
            // Given
            feed.send(3_000, 0, 3_000);
            DatasetEngine engine = startEngine(stack, database, new SeriesLimits(1_000, 1_000_000));
            tables.awaitEventsIn(feed.sent());
            long admitted = tables.number("select count(*) from series s join metric m using (metric_no)"
                    + " where m.id = 'probe.speed.road' and not s.overflow");
            assertThat(admitted).isIn(1_000L, 2_000L);
            // When they come again and again
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        feed.send(3_000, 0, 3_000);
                        return tables.number("select count(*) from series s join metric m using (metric_no)"
                                        + " where m.id = 'probe.speed.road' and not s.overflow")
                                > admitted;
                    });
            tables.awaitEventsIn(feed.sent());
            // Then
            assertThat(tables.number(BY_ROAD.formatted("sum(w.n)"))).isEqualTo(feed.sent());
            assertThat(engine.state().warning(Instant.now())).contains("max-new-series");
        }
    }
}
