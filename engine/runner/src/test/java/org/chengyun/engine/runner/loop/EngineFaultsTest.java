package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a real Kafka and a real database: restarts, several instances, outages; the numbers stay exact. */
class EngineFaultsTest {
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

    private DatasetEngine startEngine(LocalStack stack, Database database, long quarantineMaxRows) {
        // A job of its own, so that tests on the shared Kafka do not meet in one consumer group.
        String job = "test-" + ProcessHandle.current().pid() + "-" + folder.getFileName();
        var settings =
                new LoopSettings(job, "", stack.kafkaBootstrap(), Duration.ofMillis(100), 50_000, quarantineMaxRows);
        var engine = new DatasetEngine(settings, catalogue, dataset, database, InstantSource.system());
        engines.add(engine);
        threads.add(Thread.ofPlatform().name("engine-under-test").start(engine));
        return engine;
    }

    @Test
    void shouldCountOnceThroughRestartsAndRebalances() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 42)) {
            // Given
            feed.send(20_000);
            DatasetEngine first = startEngine(stack, database, 100_000);
            tables.awaitEventsIn(1);

            // When a second instance joins, the first leaves, and it comes back
            DatasetEngine second = startEngine(stack, database, 100_000);
            feed.send(20_000);
            first.stop();
            feed.send(20_000);
            startEngine(stack, database, 100_000);
            feed.send(20_000);
            second.stop();
            tables.awaitEventsIn(feed.sent());

            // Then
            tables.assertExactly(feed);
        }
    }

    /** Each reads a part of the partitions and knows of the others by the tables alone. */
    @Test
    void shouldCloseWhatSeveralInstancesReadBetweenThem() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 45)) {
            // Given
            startEngine(stack, database, 100_000);
            startEngine(stack, database, 100_000);
            feed.send(10_000);
            tables.awaitEventsIn(feed.sent());

            // When all is silent, then nothing holds the watermark back
            tables.awaitClosed();
            feed.send(10_000);
            tables.awaitEventsIn(feed.sent());
            tables.awaitClosed();

            // Then
            tables.assertExactly(feed);
            assertThat(tables.number("select count(*) from engine_offset")).isEqualTo(dataset.partitions());
            assertThat(tables.number("select count(*) from engine_offset where idle_watermark is not null"))
                    .isPositive();
        }
    }

    @Test
    void shouldOutliveOutagesOfDatabaseAndKafka() throws Exception {
        try (LocalStack stack = LocalStack.start(folder.resolve("stack"), Set.of(Part.KAFKA, Part.DATABASE))) {
            Database database = TestDatabase.fresh(stack);
            var tables = new ProbeTables(database);
            try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 43)) {
                // Given
                feed.send(10_000);
                DatasetEngine engine = startEngine(stack, database, 100_000);
                tables.awaitEventsIn(1);

                // When
                stack.kill(Part.DATABASE);
                feed.send(10_000);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> engine.state().phase().condition() == EngineState.Condition.WAITING);
                stack.start(Part.DATABASE);
                tables.awaitEventsIn(feed.sent());
                stack.kill(Part.KAFKA);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> engine.state().phase().condition() == EngineState.Condition.WAITING);
                stack.start(Part.KAFKA);
                feed.send(10_000);
                tables.awaitEventsIn(feed.sent());

                // Then
                tables.assertExactly(feed);
                assertThat(engine.state().phase().condition()).isEqualTo(EngineState.Condition.RUNNING);
                stopEngines();
            }
        }
    }

    @Test
    void shouldKeepDamagedBatchesAndGoOnBehindThem() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 46)) {
            // Given batches between others, at the end of a partition, and two in a row
            feed.send(3_000);
            feed.sendDoomed(0, "doomed-1");
            feed.sendDoomed(1, "doomed-2");
            feed.sendDoomed(1, "doomed-3");
            feed.send(3_000);
            feed.sendDoomed(2, "doomed-4");
            Path kafka = stack.home().kafka();
            BatchDamage.CHECKSUM.to(kafka, dataset.topic() + "-0", "doomed-1");
            BatchDamage.RECORD.to(kafka, dataset.topic() + "-1", "doomed-2");
            BatchDamage.COMPRESSION.to(kafka, dataset.topic() + "-1", "doomed-3");
            BatchDamage.CHECKSUM.to(kafka, dataset.topic() + "-2", "doomed-4");

            // When
            DatasetEngine engine = startEngine(stack, database, 100_000);
            tables.awaitEventsIn(feed.sent());
            feed.send(1_000);
            tables.awaitEventsIn(feed.sent());

            // Then
            tables.assertExactly(feed);
            assertThat(tables.number("select count(distinct reason) from quarantine where reason like 'batch-%'"))
                    .isEqualTo(BatchDamage.values().length);
            for (BatchDamage damage : BatchDamage.values()) {
                assertThat(tables.number(
                                "select count(*) from quarantine where reason = '%s' and position('doomed' in encode(bytes, 'escape')) > 0"
                                        .formatted(damage.reason)))
                        .as(damage.reason)
                        .isEqualTo(damage == BatchDamage.CHECKSUM ? 2 : 1);
            }
            assertThat(engine.state().phase().condition()).isEqualTo(EngineState.Condition.RUNNING);
        }
    }

    @Test
    void shouldWaitForRoomInTheQuarantineAndLoseNothing() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 44)) {
            // Given
            feed.send(5_000);
            DatasetEngine engine = startEngine(stack, database, 30);
            tables.awaitEventsIn(1);
            feed.send(15_000);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> engine.state().phase().condition() == EngineState.Condition.BLOCKED);
            assertThat(engine.state().phase().detail()).contains("limit of 30").contains("quarantine-max-rows");

            // When records are replayed again and again
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        tables.execute("update quarantine set replayed_at = now() where replayed_at is null");
                        return tables.number("select coalesce(sum(events_in), 0) from cut") >= feed.sent();
                    });

            // Then
            assertThat(tables.number("select sum(quarantined) from cut")).isEqualTo(feed.poison());
            assertThat(tables.number("select sum(counted) from cut")).isEqualTo(feed.sent() - feed.poison());
        }
    }
}
