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
import org.chengyun.engine.runner.replay.ReplayLoop;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    private Path folder;

    private Catalogue catalogue;
    private Dataset dataset;
    private LocalStack stack;
    private Database database;
    private ProbeTables tables;
    private DatasetEngine engine;
    private ReplayLoop replays;
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        catalogue = TestCatalogue.withSessions(folder);
        dataset = catalogue.dataset("probe").orElseThrow();
        stack = LocalStack.shared(Part.KAFKA, Part.DATABASE);
        database = TestDatabase.fresh();
        tables = new ProbeTables(database);
        var settings = new LoopSettings("live", "", stack.kafkaBootstrap(), Duration.ofMillis(100), 50_000, 100_000);
        engine = new DatasetEngine(settings, catalogue, dataset, database, InstantSource.system());
        replays = new ReplayLoop(settings, catalogue, database, InstantSource.system());
    }

    private void startLoops() {
        threads.add(Thread.ofPlatform().name("engine-under-test").start(engine));
        threads.add(Thread.ofPlatform().name("replays-under-test").start(replays));
    }

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
        replays.stop();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private long ask(String purpose, String metric, String from) throws Exception {
        tables.execute("""
                insert into replay (metric, dataset, purpose, from_time, requested_by)
                values ('%s', 'probe', '%s', %s, 'test')
                """.formatted(metric, purpose, from));
        return tables.number("select max(replay_no) from replay");
    }

    private void awaitEnd(long replay) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tables.number(
                                "select count(*) from replay where ended_at is not null and replay_no = " + replay)
                        == 1);
    }

    @Test
    void shouldTakeTheOldNumbersPlaceWhileTheLiveJobRuns() throws Exception {
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 71)) {
            // Given
            startLoops();
            feed.send(20_000);
            tables.awaitEventsIn(feed.sent());

            // When
            long replay = ask("switch", "probe.speed.road", "null");
            feed.send(30_000);
            awaitEnd(replay);
            feed.send(20_000);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> tables.number("select sum(events_in) from cut where job = 'live'") >= feed.sent());

            // Then
            assertThat(tables.number("select version from metric where id = 'probe.speed.road' and active"))
                    .isEqualTo(2);
            tables.assertExactly(feed, "live");
            assertThat(tables.number("select count(*) from engine_offset where job <> 'live'"))
                    .isZero();

            // And computed once more it is the same, window by window
            long again = ask("compare", "probe.speed.road", "null");
            awaitEnd(again);
            assertThat(tables.number("select windows from replay where replay_no = " + again))
                    .isPositive();
            assertThat(tables.number("select different from replay where replay_no = " + again))
                    .isZero();
            assertThat(tables.number("select count(*) from metric where id = 'probe.speed.road'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldFindAWindowThatSomebodyChanged() throws Exception {
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 72)) {
            startLoops();
            feed.send(20_000);
            tables.awaitEventsIn(feed.sent());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> tables.number("select count(*) from window_stat where size_s = 300") > 0);
            tables.execute("""
                    update window_stat set n = n + 1 where size_s = 60 and (series_no, start) =
                      (select series_no, start from window_stat join metric m using (metric_no)
                        where m.id = 'probe.speed.road' and size_s = 60 order by start, series_no limit 1)
                    """);

            long replay = ask("compare", "probe.speed.road", "'2026-03-01T09:00:00Z'");
            awaitEnd(replay);

            assertThat(tables.number("select different from replay where replay_no = " + replay))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldFindTheSameSessionsAgain() throws Exception {
        try (var feed = new ProbeFeed(stack.kafkaBootstrap(), dataset, 73)) {
            // Given
            startLoops();
            feed.send(20_000);
            tables.awaitEventsIn(feed.sent());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> tables.number("select count(*) from watermark where dataset = 'probe'") > 0);

            // When: all of them, and those of a span that begins and ends within sessions
            long switched = ask("switch", "probe.short.runs", "null");
            awaitEnd(switched);
            long whole = ask("compare", "probe.short.runs", "null");
            awaitEnd(whole);
            long part = ask("compare", "probe.short.runs", "'2026-03-01T10:01:30.5Z'");
            awaitEnd(part);
            long both = ask("compare", "probe.both", "null");
            awaitEnd(both);

            // Then
            for (long replay : List.of(whole, part, both)) {
                assertThat(tables.number("select windows from replay where replay_no = " + replay))
                        .isGreaterThan(100);
                assertThat(tables.number("select different from replay where replay_no = " + replay))
                        .isZero();
            }
            assertThat(tables.number("select sum(n) from session_window join metric using (metric_no)"
                            + " where id = 'probe.short.runs' and active"))
                    .isEqualTo(feed.sent() - feed.poison());
            assertThat(tables.number("select count(distinct version) from session_window join metric using (metric_no)"
                            + " where id = 'probe.short.runs'"))
                    .as("the version before and the one switched to; nothing of those that were compared")
                    .isEqualTo(2);

            // And one that is a millisecond too long is told
            tables.execute("""
                    update session_window set last = last + interval '1 ms' where (series_no, start) =
                      (select series_no, start from session_window join metric using (metric_no)
                        where id = 'probe.short.runs' and active order by start, series_no limit 1)
                    """);
            long wrong = ask("compare", "probe.short.runs", "null");
            awaitEnd(wrong);
            assertThat(tables.number("select different from replay where replay_no = " + wrong))
                    .isEqualTo(1);

            // And so is a session, and a window, of a metric with both
            tables.execute("""
                    update session_window set n = n + 1 where (series_no, start) =
                      (select series_no, start from session_window join metric using (metric_no)
                        where id = 'probe.both' order by start, series_no limit 1)
                    """);
            tables.execute("""
                    update window_stat set n = n + 1 where (series_no, size_s, start) =
                      (select series_no, size_s, start from window_stat join metric using (metric_no)
                        where id = 'probe.both' and size_s = 60 order by start, series_no limit 1)
                    """);
            long wrongOfBoth = ask("compare", "probe.both", "null");
            awaitEnd(wrongOfBoth);
            assertThat(tables.number("select different from replay where replay_no = " + wrongOfBoth))
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldSayWhyItCannotBe() throws Exception {
        startLoops();
        long replay = ask("switch", "probe.gone", "null");
        awaitEnd(replay);
        assertThat(tables.number("select count(*) from replay where state = 'failed' and detail like '%probe.gone%'"))
                .isEqualTo(1);
    }
}
