package org.chengyun.engine.runner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.TestCatalogue;
import org.chengyun.engine.runner.store.TestDatabase;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog and a database that is gone, with a heap so small that whatever is not bounded is found out. For the long one:
 * {@code -Dchengyun.test.heap=512m -Dchengyun.test.outage=PT1H -Dchengyun.test.backlog=10000000}.
 */
class SmallHeapTest {
    private static final String HEAP = System.getProperty("chengyun.test.heap", "64m");
    private static final Duration OUTAGE = Duration.parse(System.getProperty("chengyun.test.outage", "PT20S"));
    private static final long BACKLOG = Long.getLong("chengyun.test.backlog", 1_500_000);
    private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(BACKLOG / 10);
    private static final int ROADS = 30_000;

    @TempDir
    Path folder;

    @Test
    void shouldOutliveAnOutageWithABacklogAndCountAllOfIt() throws Exception {
        Path definitions = Files.createDirectory(folder.resolve("datasets"));
        Catalogue catalogue = TestCatalogue.probe(definitions);
        Dataset dataset = catalogue.dataset("probe").orElseThrow();
        try (LocalStack stack = LocalStack.start(folder.resolve("stack"), Set.of(Part.KAFKA, Part.DATABASE))) {
            DatabaseAccess access = TestDatabase.freshAccess(stack);
            Database database = () -> DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
            var tables = new ProbeTables(database);
            try (var feed = new FloodFeed(stack.kafkaBootstrap(), dataset, Map.of());
                    var engine = EngineProcess.start(HEAP, stack.kafkaBootstrap(), access, definitions)) {
                // Given
                feed.send(10_000, 0, 10);
                tables.awaitEventsIn(1);
                // When
                stack.kill(Part.DATABASE);
                feed.send(BACKLOG, 0, ROADS);
                Thread.sleep(OUTAGE.toMillis());
                assertThat(engine.isAlive()).as(engine::log).isTrue();
                stack.start(Part.DATABASE);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> !engine.isAlive()
                                || tables.number("select coalesce(sum(events_in), 0) from cut") >= feed.sent());
                // Then
                assertThat(engine.isAlive()).as(engine::log).isTrue();
                assertThat(tables.number("select sum(counted) from cut")).isEqualTo(feed.sent());
                assertThat(tables.number("""
                        select sum(n) from window_stat join metric using (metric_no)
                         where id = 'probe.speed.road' and size_s = 60
                        """)).isEqualTo(feed.sent());
                assertThat(tables.number("""
                        select count(*) from (
                          select series_no from window_stat join metric using (metric_no)
                           where id = 'probe.speed.road' and size_s = 60
                           group by series_no having sum(n) >= %d) as complete
                        """.formatted(BACKLOG / ROADS))).isEqualTo(ROADS);
            }
        }
    }
}
