package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.Hash64;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of events, the cuts between batches and the moments of closing: every window in the tables is what
 * one pass over all its events gives.
 */
class WindowLawTest {
    private static final long BASE_MS = Instant.parse("2026-02-27T10:00:00Z").toEpochMilli();
    private static final int BATCHES = 12;

    private record Event(
            long atMs,
            String road,
            @Nullable String area,
            @Nullable Double speed) {}

    private record Key(String metric, int size, long startMs, List<String> dimensions) {}

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldHoldInEveryWindowWhatOnePassGives(long seed) throws Exception {
        // Given
        var random = new Random(seed);
        Catalogue catalogue = TestCatalogue.probe(folder);
        Dataset dataset = catalogue.dataset("probe").orElseThrow();
        List<Event> events = new ArrayList<>();
        // Minutes of windows, or weeks of them, with a month's end and a change of the clocks.
        long minuteMs = seed % 2 == 0 ? 60_000 : 150 * 60_000;
        long watermarkMs = PartitionProgress.NONE;

        try (Connection connection = TestDatabase.fresh().connect()) {
            var metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
            var fold = new DatasetFold(dataset, catalogue.metricsOf(dataset));
            var batches = new BatchStore(connection, "live", dataset, metrics, fold, new QuarantineTable(100));
            var closing = new CloseStore(connection, "live", dataset, metrics);
            new Offsets("live", dataset.topic()).start(connection, Map.of(0, 0L));
            connection.commit();

            // When
            long offset = 0;
            for (int i = 0; i < BATCHES; i++) {
                Deltas deltas = fold.newDeltas();
                int size = 1 + random.nextInt(200);
                for (int e = 0; e < size; e++) {
                    Event event = event(random, i, minuteMs);
                    events.add(event);
                    assertThat(fold.fold(encode(dataset, event), watermarkMs, Long.MAX_VALUE / 2, deltas))
                            .isNull();
                }
                var range = Map.of(0, new OffsetRange(offset, offset + size, PartitionProgress.NONE));
                offset += size;
                batches.commit(new Batch(range, List.of(deltas), List.of(), Map.of(), Instant.EPOCH, 0));
                if (random.nextInt(3) > 0) {
                    closing.close(BASE_MS + (i * 10L + random.nextInt(20)) * minuteMs + random.nextInt(60_000));
                    watermarkMs = closing.closedMs();
                }
            }

            // Then
            Map<Key, Moments> expected = onePass(catalogue.metricsOf(dataset), events, watermarkMs);
            Map<Key, Moments> found = windows(connection, catalogue);
            assertThat(found.keySet())
                    .isEqualTo(expected.keySet().stream()
                            .filter(key -> !key.metric.equals("probe.frequent"))
                            .collect(Collectors.toSet()));
            found.forEach((key, moments) -> assertSame(key, moments, expected.get(key)));
            assertSameTops(tops(connection), rankings(catalogue, expected, watermarkMs));
            assertRevisionsChain(connection);
            assertThat(sketches(connection)).isEqualTo(onePassSketches(catalogue.metrics(), events, watermarkMs));
        }
    }

    private static Event event(Random random, int batch, long minuteMs) {
        // Mostly around the batch's own time, sometimes hours late.
        long minutes = random.nextInt(10) == 0 ? random.nextInt(1 + batch * 10) : batch * 10L + random.nextInt(15);
        long atMs = BASE_MS + minutes * minuteMs + random.nextInt(60_000);
        String area = random.nextInt(5) == 0 ? null : "A" + random.nextInt(2);
        Double speed = random.nextInt(10) == 0 ? null : 10_000_000 + random.nextInt(1000) / 8.0;
        return new Event(atMs, "R\"" + random.nextInt(4) + "\\,{}", area, speed);
    }

    private static byte[] encode(Dataset dataset, Event event) {
        return new ObservationEncoder(dataset.schema())
                .encode(new @Nullable Object[] {event.atMs, event.road, event.area, event.speed});
    }

    private static Map<Key, Moments> onePass(List<Metric> metrics, List<Event> events, long watermarkMs) {
        Map<Key, Moments> windows = new HashMap<>();
        for (Metric metric : metrics) {
            for (WindowSpec window : withSlice(metric)) {
                for (Event event : events) {
                    addToWindows(windows, metric, window, event, watermarkMs);
                }
            }
        }
        return windows;
    }

    private static List<WindowSpec> withSlice(Metric metric) {
        List<WindowSpec> all = new ArrayList<>(metric.windows());
        if (!all.contains(metric.slice())) {
            all.add(metric.slice());
        }
        return all;
    }

    private static void addToWindows(
            Map<Key, Moments> windows, Metric metric, WindowSpec window, Event event, long watermarkMs) {
        if (!isCounted(metric, event)) {
            return;
        }
        for (long start = window.lastStartMs(event.atMs);
                window.endMs(start) > event.atMs;
                start = window.previousStartMs(start)) {
            boolean stored = window.equals(metric.slice()) || window.endMs(start) <= floorSecond(watermarkMs);
            if (stored) {
                var key = new Key(metric.id(), window.sizeKey(), start, dimensions(metric, event));
                double sample = event.speed == null ? 0 : event.speed;
                windows.merge(key, Moments.EMPTY.add(sample), (old, one) -> old.add(sample));
            }
        }
    }

    private static long floorSecond(long ms) {
        return ms == PartitionProgress.NONE ? ms : Math.floorDiv(ms, 1000) * 1000;
    }

    private static boolean isCounted(Metric metric, Event event) {
        return switch (metric.id()) {
            case "probe.count", "probe.frequent" -> true;
            case "probe.speed.road", "probe.sketch.area" -> event.speed != null;
            case "probe.roads" -> event.speed != null && event.speed >= 50;
            default -> event.speed != null && event.speed >= 50 && event.area != null;
        };
    }

    private static List<String> dimensions(Metric metric, Event event) {
        return metric.by().stream()
                .map(by -> by.equals("road") ? event.road : String.valueOf(event.area))
                .toList();
    }

    private static Map<Key, Moments> windows(Connection connection, Catalogue catalogue) throws SQLException {
        Map<Key, Moments> windows = new HashMap<>();
        String sql = """
                select m.id, w.size_s, w.start, s.dimensions, w.n, w.sum, w.mean, w.m2, w.min, w.max
                  from window_stat w join series s using (series_no) join metric m on m.metric_no = s.metric_no
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                var key = new Key(
                        row.getString(1), row.getInt(2), row.getTimestamp(3).getTime(), texts(row, 4));
                boolean count = catalogue.metric(key.metric).orElseThrow().isCount();
                windows.put(
                        key,
                        count
                                ? new Moments(row.getLong(5), 0, 0, 0, 0, 0)
                                : new Moments(
                                        row.getLong(5),
                                        row.getDouble(6),
                                        row.getDouble(7),
                                        row.getDouble(8),
                                        row.getDouble(9),
                                        row.getDouble(10)));
            }
        }
        return windows;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(String::valueOf)
                .toList();
    }

    private static void assertSame(Key key, Moments found, @Nullable Moments expected) {
        assertThat(expected).as("%s", key).isNotNull();
        assertThat(found.n()).as("n of %s", key).isEqualTo(expected.n());
        if (key.metric.equals("probe.count") || key.metric.equals("probe.roads")) {
            return;
        }
        assertThat(found.sum()).as("sum of %s", key).isCloseTo(expected.sum(), within(expected.sum() * 1e-12));
        assertThat(found.mean()).as("mean of %s", key).isCloseTo(expected.mean(), within(expected.mean() * 1e-14));
        assertThat(found.m2()).as("m2 of %s", key).isCloseTo(expected.m2(), within(expected.m2() * 1e-9 + 1e-6));
        assertThat(found.min()).as("min of %s", key).isEqualTo(expected.min());
        assertThat(found.max()).as("max of %s", key).isEqualTo(expected.max());
    }

    private static void assertSameTops(Map<String, List<Double>> found, Map<String, List<Double>> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((window, scores) -> assertThat(scores)
                .as("top of %s", window)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
                .isEqualTo(expected.get(window)));
    }

    /** Metric, size and start → the scores in order of rank. */
    private static Map<String, List<Double>> rankings(
            Catalogue catalogue, Map<Key, Moments> windows, long watermarkMs) {
        Map<String, List<Double>> rankings = new TreeMap<>();
        for (Metric metric : catalogue.metrics()) {
            metric.top()
                    .ifPresent(top -> top.windows()
                            .forEach(window -> windows.entrySet().stream()
                                    .filter(e -> e.getKey().metric.equals(metric.id())
                                            && e.getKey().size == window.sizeKey()
                                            && window.endMs(e.getKey().startMs) <= watermarkMs)
                                    .collect(Collectors.groupingBy(e -> e.getKey().startMs))
                                    .forEach((start, entries) -> rankings.put(
                                            "%s %d %s"
                                                    .formatted(
                                                            metric.id(), window.sizeKey(), Instant.ofEpochMilli(start)),
                                            entries.stream()
                                                    .map(e -> score(top, e.getValue()))
                                                    .sorted(
                                                            top.descending()
                                                                    ? Comparator.reverseOrder()
                                                                    : Comparator.naturalOrder())
                                                    .limit(top.n())
                                                    .toList()))));
        }
        return rankings;
    }

    private static double score(Metric.Top top, Moments moments) {
        return switch (top.rank()) {
            case COUNT -> moments.n();
            case MEAN -> moments.mean();
            default -> moments.sum();
        };
    }

    private static Map<String, List<Double>> tops(Connection connection) throws SQLException {
        Map<String, List<Double>> tops = new TreeMap<>();
        String sql = """
                select m.id, t.size_s, t.start, t.score
                  from top_n t join metric m using (metric_no)
                 order by m.id, t.size_s, t.start, t.rank
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String key = "%s %d %s"
                        .formatted(
                                row.getString(1),
                                row.getInt(2),
                                row.getTimestamp(3).toInstant());
                tops.computeIfAbsent(key, k -> new ArrayList<>()).add(row.getDouble(4));
            }
        }
        return tops;
    }

    /** Metric, kind, window and series → cells. */
    private static Map<String, List<Long>> sketches(Connection connection) throws SQLException {
        Map<String, List<Long>> sketches = new TreeMap<>();
        String sql = """
                select m.id, w.kind, w.size_s, w.start, s.dimensions, w.cells
                  from window_sketch w join series s using (series_no) join metric m on m.metric_no = s.metric_no
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                var key = new Key(
                        row.getString(1), row.getInt(3), row.getTimestamp(4).getTime(), texts(row, 5));
                sketches.put(
                        row.getString(2) + key, List.of((Long[]) row.getArray(6).getArray()));
            }
        }
        return sketches;
    }

    private static Map<String, List<Long>> onePassSketches(List<Metric> metrics, List<Event> events, long watermarkMs) {
        Map<String, TreeMap<Integer, Long>> buckets = new TreeMap<>();
        for (Metric metric : metrics) {
            for (Sketch sketch : metric.sketches()) {
                for (Event event : events) {
                    Map<Key, Moments> windows = new HashMap<>();
                    for (WindowSpec window : withSlice(metric)) {
                        addToWindows(windows, metric, window, event, watermarkMs);
                    }
                    for (Key key : windows.keySet()) {
                        addCell(
                                buckets.computeIfAbsent(
                                        sketch.name().toLowerCase(Locale.ROOT) + key, k -> new TreeMap<>()),
                                metric,
                                sketch,
                                event);
                    }
                }
            }
        }
        Map<String, List<Long>> cells = new TreeMap<>();
        buckets.forEach((key, numbers) -> cells.put(
                key,
                numbers.entrySet().stream()
                        .map(e -> ((long) e.getKey() << 44) + e.getValue())
                        .toList()));
        return cells;
    }

    private static void addCell(Map<Integer, Long> buckets, Metric metric, Sketch sketch, Event event) {
        double speed = Objects.requireNonNull(event.speed);
        if (sketch == Sketch.HISTOGRAM) {
            buckets.merge(ValueHistogram.bucket(speed), 1L, Long::sum);
            return;
        }
        byte[] road = event.road.getBytes(StandardCharsets.UTF_8);
        long hash = metric.value().equals(Optional.of("road")) ? Hash64.of(road, 0, road.length) : Hash64.of(speed);
        buckets.merge(DistinctCount.register(hash), (long) DistinctCount.rank(hash), Math::max);
    }

    /** Each revision starts from what the one before it left; the last one left what the window shows. */
    private static void assertRevisionsChain(Connection connection) throws SQLException {
        String broken = """
                select count(*), count(*) filter (where
                         new_n <> old_n + events
                         or (next_old_n is not null and next_old_n <> new_n)
                         or (next_old_n is null and (window_n <> new_n or revision <> window_revision)))
                  from (select r.*, lead(r.old_n) over w as next_old_n, s.n as window_n, s.revision as window_revision
                          from window_revision r join window_stat s using (series_no, size_s, start)
                        window w as (partition by r.series_no, r.size_s, r.start order by r.revision)) as chained
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(broken)) {
            row.next();
            assertThat(row.getLong(1)).as("revisions").isPositive();
            assertThat(row.getLong(2)).as("revisions that do not chain").isZero();
        }
    }
}
