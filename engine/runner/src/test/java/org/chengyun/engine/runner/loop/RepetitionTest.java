package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.runner.replay.ReplayLoop;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenth of the readings come again, inside of the horizon and beyond it: on a real Kafka and a real database the numbers
 * are those of one plain pass, through restarts, several instances, killed processes and replays.
 */
class RepetitionTest {
    /** Readings are up to 200 s out of order, so some of them are beyond the horizon when they come first. */
    private static final String DEDUPE = "dedupe: { by: [road, at], within: 150s }\n";

    @TempDir
    Path folder;

    private final List<Thread> threads = new ArrayList<>();
    private final List<DatasetEngine> engines = new ArrayList<>();
    private final List<ReplayLoop> replays = new ArrayList<>();
    private Path definitions;
    private Catalogue catalogue;
    private Dataset dataset;
    private LocalStack stack;
    private DatabaseAccess access;
    private Database database;
    private ProbeTables tables;

    @BeforeEach
    void start() throws Exception {
        definitions = Files.createDirectory(folder.resolve("datasets"));
        catalogue = TestCatalogue.probe(definitions, DEDUPE);
        dataset = catalogue.dataset("probe").orElseThrow();
        stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        access = TestDatabase.freshAccess(stack);
        database = () -> DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        tables = new ProbeTables(database);
    }

    @AfterEach
    void stop() throws InterruptedException {
        engines.forEach(DatasetEngine::stop);
        replays.forEach(ReplayLoop::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private DatasetEngine startEngine(String job) {
        return start(new DatasetEngine(settings(job), catalogue, dataset, database, InstantSource.system()));
    }

    private DatasetEngine start(DatasetEngine engine) {
        engines.add(engine);
        threads.add(Thread.ofPlatform().name("engine-under-test").start(engine));
        return engine;
    }

    private LoopSettings settings(String job) {
        return new LoopSettings(job, "", stack.kafkaBootstrap(), Duration.ofMillis(100), 50_000, 100_000);
    }

    @Test
    void shouldCountOnceThroughRestartsAndRebalances() throws Exception {
        String job = "repetition-" + ProcessHandle.current().pid();
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 81)) {
            feed.send(20_000);
            DatasetEngine first = startEngine(job);
            tables.awaitEventsIn(1);

            DatasetEngine second = startEngine(job);
            feed.send(20_000);
            first.stop();
            feed.send(20_000);
            startEngine(job);
            feed.send(20_000);
            second.stop();
            tables.awaitEventsIn(feed.sent());

            assertExactly(feed);
            assertKeysAreOfTheHorizonOnly();
        }
    }

    @Test
    void shouldCountOnceThoughProcessesAreKilled() throws Exception {
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 82)) {
            feed.send(10_000);
            try (EngineProcess first = startProcess()) {
                tables.awaitEventsIn(5_000);
                feed.send(20_000);
                try (EngineProcess second = startProcess()) {
                    tables.awaitEventsIn(feed.sent() / 2);
                    feed.send(10_000);
                    first.kill();
                    feed.send(20_000);
                    tables.awaitEventsIn(feed.sent() * 3 / 4);
                    second.kill();
                }
            }
            feed.send(10_000);
            try (EngineProcess last = startProcess()) {
                tables.awaitEventsIn(feed.sent());
                assertThat(last.isAlive()).as(last::log).isTrue();
            }
            assertExactly(feed);
        }
    }

    private EngineProcess startProcess() throws IOException {
        return EngineProcess.start("128m", stack.kafkaBootstrap(), access, definitions);
    }

    /** A replay keeps its own keys, and the live job does not notice. */
    @Test
    void shouldComputeTheSameAgain() throws Exception {
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 83)) {
            startEngine("live");
            var loop = new ReplayLoop(settings("live"), catalogue, database, InstantSource.system());
            replays.add(loop);
            threads.add(Thread.ofPlatform().name("replays-under-test").start(loop));
            feed.send(20_000);
            tables.awaitEventsIn(feed.sent());

            tables.execute("""
                    insert into replay (metric, dataset, purpose, requested_by)
                    values ('probe.speed.road', 'probe', 'switch', 'test')
                    """);
            feed.send(30_000);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> tables.number("select count(*) from replay where state = 'done'") == 1);
            feed.send(10_000);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> tables.number("select sum(events_in) from cut where job = 'live'") >= feed.sent());

            assertThat(tables.number("select version from metric where id = 'probe.speed.road' and active"))
                    .isEqualTo(2);
            tables.assertExactly(feed, "live");
            assertThat(feed.duplicates()).isPositive();
            assertThat(tables.number("select count(*) from dedupe_key where job <> 'live'"))
                    .isZero();
        }
    }

    /** Who sets the offsets back wants the records counted, not taken for repetitions of themselves. */
    @Test
    void shouldForgetWhatIsToBeCountedAnew() throws Exception {
        String job = "repetition-again-" + ProcessHandle.current().pid();
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 84)) {
            feed.send(5_000);
            DatasetEngine first = startEngine(job);
            tables.awaitEventsIn(feed.sent());
            long before = tables.number("select sum(duplicates) from cut");
            first.stop();
            threads.getFirst().join();

            tables.execute("update engine_offset set next_offset = 0, max_event_time = null");
            startEngine(job);
            tables.awaitEventsIn(2 * feed.sent());

            assertThat(before).isEqualTo(feed.duplicates());
            assertThat(tables.number("select sum(duplicates) from cut")).isEqualTo(2 * before);
        }
    }

    /** Taken away, it leaves nothing behind that would be wrong when it comes back. */
    @Test
    void shouldForgetEverythingWithoutTheOption() throws Exception {
        String job = "repetition-off-" + ProcessHandle.current().pid();
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 85)) {
            feed.send(5_000);
            DatasetEngine first = startEngine(job);
            tables.awaitEventsIn(feed.sent());
            first.stop();
            threads.getFirst().join();
            assertThat(tables.number("select count(*) from dedupe_key")).isPositive();
            long duplicates = tables.number("select sum(duplicates) from cut");

            dataset = TestCatalogue.probe(Files.createDirectory(folder.resolve("without")))
                    .dataset("probe")
                    .orElseThrow();
            startEngine(job);
            feed.send(5_000);
            tables.awaitEventsIn(feed.sent());

            assertThat(tables.number("select sum(duplicates) from cut")).isEqualTo(duplicates);
            assertThat(tables.number("select count(*) from dedupe_key")).isZero();
        }
    }

    /** What does not fit is said at once when a partition is assigned, nothing is guessed, and it goes on with more memory. */
    @Test
    void shouldBlockRatherThanGuessWhenTheHorizonDoesNotFit() throws Exception {
        String job = "repetition-room-" + ProcessHandle.current().pid();
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 86)) {
            feed.send(5_000);
            long before = feed.sent();
            DatasetEngine first = startEngine(job);
            tables.awaitEventsIn(feed.sent());
            first.stop();
            threads.getFirst().join();
            feed.send(5_000);

            DatasetEngine small = start(new DatasetEngine(
                    settings(job), catalogue, dataset, database, InstantSource.system(), new KnownBytes(100_000)));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> small.state().phase().condition() == EngineState.Condition.BLOCKED);
            assertThat(small.state().phase().detail())
                    .startsWith("the readings of probe within the horizon of dedupe take")
                    .contains("all datasets may take 50,000: shorten 'within'");
            small.stop();
            threads.getLast().join();
            assertThat(tables.number("select sum(events_in) from cut")).isEqualTo(before);

            startEngine(job);
            tables.awaitEventsIn(feed.sent());
            assertExactly(feed);
        }
    }

    private void assertExactly(ProbeFeed feed) throws SQLException {
        assertThat(feed.duplicates()).isGreaterThan(feed.sent() / 50);
        tables.assertExactly(feed);
    }

    private void assertKeysAreOfTheHorizonOnly() throws SQLException {
        assertThat(tables.number("""
                select count(*) from dedupe_key k join engine_offset o using (job, topic, partition)
                 where k.newest_event_time < o.max_event_time - interval '150 s'
                """)).isZero();
        assertThat(tables.number("select count(*) from dedupe_key")).isPositive();
        assertThat(tables.number("select sum(length(keys)) / 20 from dedupe_key"))
                .isLessThan(tables.number("select sum(counted) / 2 from cut"));
    }
}
