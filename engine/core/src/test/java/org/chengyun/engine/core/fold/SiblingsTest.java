package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.given.RandomValues;
import org.chengyun.engine.core.given.Repository;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Siblings that meet the same new texts and series at the same time. */
class SiblingsTest {
    private static final Catalogue CATALOGUE = Repository.catalogue();
    private static final Dataset TRAFFIC = CATALOGUE.dataset("traffic").orElseThrow();
    private static final long NOW_MS = RandomValues.AROUND_MS + 3_600_000;
    private static final int THREADS = 4;
    private static final int RECORDS = 20_000;
    private static final int ROUNDS = 12;

    @Test
    void shouldCountAsOneFoldDoesWhenSeveralThreadsMeetTheSameNewSeries() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<byte[]> records = records(new Random(round));
            var fold = new DatasetFold(TRAFFIC, CATALOGUE.metricsOf(TRAFFIC));
            Deltas together = together(fold, records);
            var alone = new DatasetFold(TRAFFIC, CATALOGUE.metricsOf(TRAFFIC));
            Deltas one = alone.newDeltas();
            for (int thread = 0; thread < THREADS; thread++) {
                foldAll(alone, records, one, thread);
            }
            assertThat(together.eventsIn()).isEqualTo((long) THREADS * RECORDS);
            assertThat(fold.texts()).isEqualTo(alone.texts());
            assertThat(fold.seriesCount()).isEqualTo(alone.seriesCount());
            for (int m = 0; m < fold.metrics().size(); m++) {
                assertThat(counts(fold, together, m))
                        .as("round %d, %s", round, fold.metrics().get(m).id())
                        .isEqualTo(counts(alone, one, m));
            }
        }
    }

    private static Deltas together(DatasetFold fold, List<byte[]> records) throws Exception {
        List<DatasetFold> siblings = Stream.concat(Stream.of(fold), Stream.generate(fold::sibling))
                .limit(THREADS)
                .toList();
        List<Deltas> deltas = siblings.stream().map(DatasetFold::newDeltas).toList();
        var start = new CyclicBarrier(THREADS);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                running.add(pool.submit(() -> {
                    start.await();
                    foldAll(siblings.get(thread), records, deltas.get(thread), thread);
                    return thread;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        deltas.stream().skip(1).forEach(deltas.getFirst()::merge);
        return deltas.getFirst();
    }

    /** From another record on, so that each thread is now the first to meet a series, now behind another. */
    private static void foldAll(DatasetFold fold, List<byte[]> records, Deltas deltas, int thread) {
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = records.get((i + thread * 7) % RECORDS);
            assertThat(fold.fold(record, PartitionProgress.NONE, NOW_MS, deltas))
                    .isNull();
        }
    }

    private static Map<String, Long> counts(DatasetFold fold, Deltas deltas, int metric) {
        Map<String, Long> counts = new HashMap<>();
        MetricDeltas rows = deltas.of(metric);
        for (int row = 0; row < rows.size(); row++) {
            String series = Arrays.toString(fold.series(metric).dimensions(rows.series(row)));
            if (fold.metrics().get(metric).hasWindows()) {
                Long before = counts.put(series + " " + rows.sliceStartMs(row), rows.n(row));
                assertThat(before).as("one row for %s", series).isNull();
            } else {
                // Where the rows of sessions begin depends on the order; whoever stores them merges them.
                counts.merge(series, rows.n(row), Long::sum);
            }
        }
        return counts;
    }

    private static List<byte[]> records(Random random) {
        var encoder = new ObservationEncoder(TRAFFIC.schema());
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            @Nullable Object[] values = RandomValues.next(TRAFFIC.schema(), random);
            for (int field = 0; field < values.length; field++) {
                if (values[field] instanceof String) {
                    values[field] = "text %d of field %d".formatted(random.nextInt(i + 1), field);
                }
            }
            records.add(encoder.encode(values));
        }
        return records;
    }
}
