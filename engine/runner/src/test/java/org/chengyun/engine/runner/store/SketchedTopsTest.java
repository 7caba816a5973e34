package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.sketch.FrequentItems;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With more series than counters: every stored rank is within its bound, late observations included. */
class SketchedTopsTest {
    private static final long BASE_MS = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;
    private static final int BATCHES = 8;
    private static final int SIZE = 5_000;

    @TempDir
    Path folder;

    @Test
    void shouldKeepRanksWithinTheirBoundAndNoSeriesBesides() throws Exception {
        // Given
        Catalogue catalogue = TestCatalogue.probe(folder);
        Dataset dataset = catalogue.dataset("probe").orElseThrow();
        var encoder = new ObservationEncoder(dataset.schema());
        var random = new Random(7);
        Map<String, Long> inTheHour = new HashMap<>();
        try (Connection connection = TestDatabase.fresh().connect()) {
            var metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
            var fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
            var batches = new BatchStore(connection, "live", dataset, metrics, fold, new QuarantineTable(100));
            var closing = new CloseStore(connection, "live", dataset, metrics);
            new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L));
            connection.commit();

            // When the last batches come after the hour was closed
            for (int batch = 0; batch < BATCHES; batch++) {
                Deltas deltas = fold.newDeltas();
                for (int i = 0; i < SIZE; i++) {
                    String road = i % 20 == 0 ? "hot" + i % 3 : "r" + random.nextInt(4_000);
                    inTheHour.merge(road, 1L, Long::sum);
                    byte[] record = encoder.encode(
                            new @Nullable Object[] {BASE_MS + random.nextInt(3_600_000), road, "a", null});
                    assertThat(fold.fold(record, PartitionProgress.NONE, Long.MAX_VALUE / 2, deltas))
                            .isNull();
                }
                long offset = (long) batch * SIZE;
                batches.commit(new Batch(
                        Map.of(0, new OffsetRange(offset, offset + SIZE, PartitionProgress.NONE)),
                        List.of(deltas),
                        List.of(),
                        Map.of(),
                        Instant.EPOCH,
                        0));
                if (batch == BATCHES - 3) {
                    closing.close(BASE_MS + HOUR_MS);
                }
            }

            // Then
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            select t.rank, s.dimensions[1], t.score, t.error_bound, count(*) over ()
                              from top_n t join series s using (series_no) join metric m on m.metric_no = t.metric_no
                             where m.id = 'probe.frequent' and t.size_s = 3600 order by t.rank
                            """)) {
                int ranks = 0;
                while (row.next()) {
                    ranks++;
                    long exact = inTheHour.getOrDefault(row.getString(2), 0L);
                    double bound = row.getDouble(4);
                    assertThat(row.getLong(5)).isEqualTo(3);
                    assertThat(row.getString(2)).startsWith("hot");
                    assertThat(bound)
                            .isPositive()
                            .isLessThanOrEqualTo(BATCHES * SIZE / 2.0 / (FrequentItems.CAPACITY + 1));
                    assertThat(Math.abs(row.getDouble(3) - exact)).isLessThanOrEqualTo(bound);
                }
                assertThat(ranks).isEqualTo(3);
            }
            assertThat(number(connection, "select max(n) from window_items where size_s = 3600"))
                    .isEqualTo((long) BATCHES * SIZE);
            assertThat(number(connection, """
                    select count(*) from series s join metric using (metric_no) where id = 'probe.frequent'
                    """)).isBetween(3L, 300L);
        }
    }

    private static long number(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
