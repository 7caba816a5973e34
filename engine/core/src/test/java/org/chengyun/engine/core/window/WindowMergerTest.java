package org.chengyun.engine.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.time.PartitionProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowMergerTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long MINUTE_MS = 60_000;

    private record Row(long startMs, List<Double> samples) {}

    @ParameterizedTest
    @ValueSource(strings = {"1m", "5m", "5m/1m", "1h/5m", "20m/10m", "1h", "3h/1m", "day", "week"})
    void shouldMergeEachWindowThatCloses(String text) {
        WindowSpec window = WindowSpec.parse(text, ZONE).orElseThrow();
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            List<Row> rows = rows(random);
            long closedMs = random.nextInt(4) == 0
                    ? PartitionProgress.NONE
                    : rows.getFirst().startMs() + random.nextInt(400) * MINUTE_MS / 2;
            long watermarkMs = rows.get(random.nextInt(rows.size())).startMs() + random.nextInt(600_000);

            Map<Long, Moments> found = merged(window, rows, closedMs, watermarkMs);

            Map<Long, Moments> expected = naive(window, rows, closedMs, watermarkMs);
            assertThat(found.keySet()).as("%s, seed %d", text, seed).isEqualTo(expected.keySet());
            found.forEach((start, moments) -> assertSame(moments, expected.getOrDefault(start, Moments.EMPTY)));
        }
    }

    private static List<Row> rows(Random random) {
        // A run of minutes with gaps, some of them long.
        long startMs = 1_772_928_000_000L + random.nextInt(100_000) * MINUTE_MS;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(300); i++) {
            List<Double> samples = new ArrayList<>();
            for (int s = 0; s < 1 + random.nextInt(3); s++) {
                samples.add(1e6 + random.nextInt(1000) / 8.0);
            }
            rows.add(new Row(startMs, samples));
            startMs += (random.nextInt(10) > 0 ? 1 : 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000)) * MINUTE_MS;
        }
        return rows;
    }

    private static Map<Long, Moments> merged(WindowSpec window, List<Row> rows, long closedMs, long watermarkMs) {
        Map<Long, Moments> found = new TreeMap<>();
        var merger = new WindowMerger(window, closedMs, watermarkMs, part -> {
            var moments = new Moments(part.n(), part.sum(), part.mean(), part.m2(), part.min(), part.max());
            assertThat(part.late()).isEqualTo(part.n());
            assertThat(found.put(part.startMs(), moments)).as("twice").isNull();
        });
        long firstMs = WindowMerger.firstMs(window, closedMs);
        long endMs = WindowMerger.endMs(window, watermarkMs);
        var part = new Part();
        // The second series must not see the first.
        for (int series = 0; series < 2; series++) {
            found.clear();
            merger.begin();
            for (Row row : rows) {
                if (row.startMs() >= firstMs && row.startMs() < endMs) {
                    Moments m = moments(row);
                    part.set(row.startMs(), m.n(), m.n(), m.sum(), m.mean(), m.m2(), m.min(), m.max());
                    merger.add(part);
                }
            }
            merger.end();
        }
        return found;
    }

    private static Map<Long, Moments> naive(WindowSpec window, List<Row> rows, long closedMs, long watermarkMs) {
        Map<Long, Moments> expected = new TreeMap<>();
        for (Row row : rows) {
            for (long start = window.lastStartMs(row.startMs());
                    window.endMs(start) > row.startMs();
                    start = window.previousStartMs(start)) {
                long end = window.endMs(start);
                if (end <= watermarkMs && (closedMs == PartitionProgress.NONE || end > closedMs)) {
                    Moments sum = expected.getOrDefault(start, Moments.EMPTY);
                    for (double sample : row.samples()) {
                        sum = sum.add(sample);
                    }
                    expected.put(start, sum);
                }
            }
        }
        return expected;
    }

    private static Moments moments(Row row) {
        Moments moments = Moments.EMPTY;
        for (double sample : row.samples()) {
            moments = moments.add(sample);
        }
        return moments;
    }

    private static void assertSame(Moments found, Moments expected) {
        assertThat(found.n()).isEqualTo(expected.n());
        assertThat(found.sum()).isEqualTo(expected.sum());
        assertThat(found.min()).isEqualTo(expected.min());
        assertThat(found.max()).isEqualTo(expected.max());
        assertThat(found.mean()).isCloseTo(expected.mean(), within(1e-6));
        assertThat(found.m2()).isCloseTo(expected.m2(), within(1e-6 * (1 + expected.m2())));
    }

    @Test
    void shouldMergeAsOftenHoweverManyWindowsARowIsPartOf() {
        assertThat(merges("2m/1m")).isLessThanOrEqualTo(6L * 10_000);
        assertThat(merges("500m/1m")).isLessThanOrEqualTo(6L * 10_000);
    }

    /** Merges for 10,000 rows, counted by the windows and panes that the queue had to put together. */
    private static long merges(String text) {
        WindowSpec window = WindowSpec.parse(text, ZONE).orElseThrow();
        var queue = new PaneQueue();
        var part = new Part();
        part.set(0, 1, 0, 1, 1, 0, 1, 1);
        for (int i = 0; i < 10_000; i++) {
            queue.add(i * MINUTE_MS, part);
            queue.dropBefore(window.firstStartMs(i * MINUTE_MS));
            queue.merge(0, new Part());
        }
        return queue.merges();
    }
}
