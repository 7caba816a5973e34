package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.engine.runner.retention.RetentionLoop;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances remove what is old while the engine counts; no number suffers, and none waits for another in a circle. */
class RetentionBesideTheEngineTest {
    private static final String OLD = "size_s = 60 and start < '2026-02-01'";

    @TempDir
    Path folder;

    private final List<Runnable> stops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        stops.forEach(Runnable::run);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void start(Runnable work, Runnable stop) {
        stops.add(stop);
        threads.add(Thread.ofPlatform().name("under-test").start(work));
    }

    @Test
    void shouldRemoveWhatIsOldWhileTheEngineCounts() throws Exception {
        LocalStack stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        Database database = TestDatabase.fresh();
        var tables = new ProbeTables(database);
        Catalogue catalogue = TestCatalogue.probe(folder, "keep: { minutes: 1d, hours: 2d }\n");
        Dataset dataset = catalogue.dataset("probe").orElseThrow();
        String job = "retention-" + ProcessHandle.current().pid();
        var settings = new LoopSettings(job, "", stack.kafkaBootstrap(), Duration.ofMillis(100), 50_000, 100_000);
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 77)) {
            // Given
            var engine = new DatasetEngine(settings, catalogue, dataset, database, InstantSource.system());
            start(engine, engine::stop);
            feed.send(5_000);
            tables.awaitEventsIn(feed.sent());
            tables.awaitClosed();
            tables.execute("""
                    insert into window_stat
                    select series_no, metric_no, size, t, 1, 1, 1, 0, 1, 1, 0, 0, 0
                      from series join metric using (metric_no), generate_series('2026-01-05 00:00Z', '2026-01-12 00:00Z', interval '1 min') t,
                           unnest(array[60, 86400]) size
                     where id = 'probe.speed.road' and (size = 60 or extract(hour from t) + extract(minute from t) = 0)
                    """);
            // Autovacuum does it within minutes. Without any statistics each batch takes a scan: eight times as long.
            tables.execute("analyze window_stat");
            assertThat(tables.number("select count(*) from window_stat where " + OLD))
                    .isGreaterThan(100_000);
            long days = tables.number("select count(*) from window_stat where size_s = 86400 and start < '2026-02-01'");
            // When
            List<RetentionLoop> loops = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                var loop = new RetentionLoop(job, catalogue, database, InstantSource.system(), Duration.ofMillis(10));
                loops.add(loop);
                start(loop, loop::stop);
            }
            for (int i = 0; i < 8; i++) {
                feed.send(5_000);
            }
            tables.awaitEventsIn(feed.sent());
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> tables.number("select count(*) from window_stat where " + OLD) == 0);
            // Then
            tables.assertExactly(feed);
            assertThat(tables.number("select count(*) from window_stat where size_s = 86400 and start < '2026-02-01'"))
                    .isEqualTo(days)
                    .isPositive();
            assertThat(loops.stream()
                            .mapToLong(loop -> loop.state().removed("probe", Kind.MINUTES))
                            .sum())
                    .isGreaterThan(100_000);
            assertThat(tables.number("select deadlocks from pg_stat_database where datname = current_database()"))
                    .isZero();
        }
    }
}
