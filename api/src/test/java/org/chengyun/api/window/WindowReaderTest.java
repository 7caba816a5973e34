package org.chengyun.api.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.database.EngineTables;
import org.chengyun.api.database.Observation;
import org.chengyun.api.database.OnePass;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of the reader: whatever is closed, an answer is what one look at all observations gives. */
class WindowReaderTest {
    private static final List<List<String>> WINDOWS = List.of(
            List.of("1m", "1h", "1d"),
            List.of("1m", "5m/1m", "1h", "1d"),
            List.of("1h", "1d"),
            List.of("10s", "1m/10s", "5m", "1h/5m"),
            List.of("15m", "6h/15m", "1d", "7d"),
            List.of("4m/2m", "3m"));

    private static Connection connection;

    @BeforeAll
    static void openDatabase() throws SQLException {
        connection = TestDatabase.create("window_reader_test").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    private record City(DefinedMetric metric, List<Observation> observations, Optional<Instant> watermark) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void shouldAnswerAsOnePassOverAllObservations(long seed) throws SQLException {
        var random = new Random(seed);
        City city = city(random);
        for (WindowSpec window : city.metric.metric().windows()) {
            // When
            List<SeriesWindow> answer = readInPages(city, window, SeriesFilter.all(), Span.ALWAYS, random);
            // Then
            shouldEqual(answer, truth(city, window, Span.ALWAYS, o -> true), city, window);
        }
        connection.rollback();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldKeepToTheTimeAndTheSeriesAskedFor(long seed) throws SQLException {
        var random = new Random(seed);
        City city = city(random);
        var metric = city.metric.metric();
        for (WindowSpec window : metric.windows()) {
            // Given
            Instant from = START.plusSeconds(random.nextLong(Duration.ofDays(2).toSeconds()));
            var starts = new Span(
                    from, from.plusSeconds(random.nextLong(Duration.ofDays(1).toSeconds())));
            boolean filtered = !metric.by().isEmpty();
            var filter = filtered
                    ? SeriesFilter.of(metric, Map.of("road", Set.of("r1", "")), Scope.EVERYTHING)
                    : SeriesFilter.all();
            // When
            List<SeriesWindow> answer = readInPages(city, window, filter, starts, random);
            // Then
            var truth = truth(
                    city,
                    window,
                    starts,
                    o -> !filtered
                            || o.dimensions().getFirst() == null
                            || o.dimensions().getFirst().equals("r1"));
            shouldEqual(answer, truth, city, window);
        }
        connection.rollback();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldMergeAnySpanAsOnePass(long seed) throws SQLException {
        // Given
        var random = new Random(seed);
        City city = city(random);
        long sliceMs = city.metric.metric().slice().sizeMs();
        long fromMs = START.toEpochMilli() + random.nextLong(86_400_000);
        Instant from = Instant.ofEpochMilli(fromMs - Math.floorMod(fromMs, sliceMs));
        var span = new Span(from, from.plusMillis(sliceMs * (1 + random.nextLong(172_800_000 / sliceMs))));
        // When
        List<SeriesWindow> answer = new WindowReader(
                        new Snapshot(connection, Scope.EVERYTHING), city.metric, SeriesFilter.all())
                .readSpan(span);
        // Then
        var within = city.observations.stream()
                .filter(o -> !o.at().isBefore(span.start()) && o.at().isBefore(span.end()))
                .toList();
        Map<List<@Nullable String>, OnePass> truth = new TreeMap<>(EngineTables.byDimensions());
        for (Observation o : within) {
            truth.computeIfAbsent(
                    o.dimensions(),
                    dimensions -> OnePass.of(
                            within.stream()
                                    .filter(other -> other.dimensions().equals(dimensions))
                                    .toList(),
                            city.metric.metric().isCount()));
        }
        assertThat(answer).extracting(SeriesWindow::dimensions).containsExactlyElementsOf(truth.keySet());
        answer.forEach(window -> shouldEqual(window.moments(), Objects.requireNonNull(truth.get(window.dimensions()))));
        connection.rollback();
    }

    @Test
    void shouldSeeNoWindowBeforeTheFirstObservation() throws SQLException {
        var metric = metric(List.of("1m", "1h"), false, List.of());
        int number = new EngineTables(connection).metric(metric);
        var defined = new DefinedMetric(metric, dataset(), OptionalInt.of(number), 1);
        var reader = new WindowReader(new Snapshot(connection, Scope.EVERYTHING), defined, SeriesFilter.all());

        assertThat(reader.read(metric.windows().get(1), Span.ALWAYS, Optional.empty(), 10))
                .isEmpty();
        assertThat(reader.newestSlice()).isEmpty();
        connection.rollback();
    }

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static City city(Random random) throws SQLException {
        boolean count = random.nextInt(4) == 0;
        List<String> by = random.nextInt(4) == 0 ? List.of() : List.of("road");
        Metric metric = metric(WINDOWS.get(random.nextInt(WINDOWS.size())), count, by);
        long spanMs = Duration.ofHours(1 + random.nextInt(60)).toMillis();
        // A large mean with a small spread shows whether merging loses digits.
        double centre = random.nextBoolean() ? 1e6 : 0;
        List<Observation> observations = new ArrayList<>();
        for (int i = random.nextInt(1, 3000); i > 0; i--) {
            var at = START.plusMillis(random.nextLong(spanMs));
            int road = random.nextInt(5);
            List<@Nullable String> dimensions = new ArrayList<>();
            if (!by.isEmpty()) {
                dimensions.add(road == 0 ? null : "r" + road);
            }
            observations.add(
                    new Observation(at, dimensions, centre + random.nextGaussian() * 10, random.nextInt(10) == 0));
        }
        Optional<Instant> watermark = random.nextInt(5) == 0
                ? Optional.empty()
                : Optional.of(START.plusMillis(random.nextLong(spanMs * 5 / 4)));
        var tables = new EngineTables(connection);
        var filled = tables.fill(metric, observations, watermark, 7);
        if (watermark.isPresent()) {
            tables.watermark(dataset(), watermark.get(), 7);
        }
        var defined = new DefinedMetric(metric, dataset(), OptionalInt.of(filled.metricNumber()), 1);
        return new City(defined, observations, watermark);
    }

    static Metric metric(List<String> windows, boolean count, List<String> by) {
        return TestMetrics.metric(windows, count, by, Optional.empty());
    }

    static Dataset dataset() {
        return TestMetrics.dataset();
    }

    private static List<SeriesWindow> readInPages(
            City city, WindowSpec window, SeriesFilter filter, Span starts, Random random) {
        var reader = new WindowReader(new Snapshot(connection, Scope.EVERYTHING), city.metric, filter);
        List<SeriesWindow> all = new ArrayList<>();
        Optional<WindowReader.Position> after = Optional.empty();
        while (true) {
            int limit = random.nextInt(1, 2000);
            List<SeriesWindow> page = reader.read(window, starts, after, limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            after = Optional.of(new WindowReader.Position(
                    page.getLast().start(), page.getLast().dimensions()));
        }
    }

    private record Key(Instant start, List<@Nullable String> dimensions) {}

    private static Map<Key, OnePass> truth(
            City city, WindowSpec window, Span starts, Predicate<Observation> asked) {
        var order =
                java.util.Comparator.comparing(Key::start).thenComparing(Key::dimensions, EngineTables.byDimensions());
        TreeMap<Key, OnePass> truth = new TreeMap<>(order);
        var windows = EngineTables.windows(
                window, city.observations.stream().filter(asked).toList());
        for (Instant start : windows.keySet()) {
            boolean within = !start.isBefore(starts.start()) && start.isBefore(starts.end());
            for (var one : within ? windows.get(start).entrySet() : Set.<Map.Entry<List<@Nullable String>, List<Observation>>>of()) {
                truth.put(new Key(start, one.getKey()), OnePass.of(one.getValue(), city.metric.metric().isCount()));
            }
        }
        return truth;
    }

    private static void shouldEqual(
            List<SeriesWindow> answer, Map<Key, OnePass> truth, City city, WindowSpec window) {
        assertThat(answer)
                .as("%s of %s at watermark %s", window, city.metric.metric().windows(), city.watermark)
                .extracting(row -> new Key(row.start(), row.dimensions()))
                .containsExactlyElementsOf(truth.keySet());
        for (SeriesWindow row : answer) {
            OnePass one = Objects.requireNonNull(truth.get(new Key(row.start(), row.dimensions())));
            shouldEqual(row.moments(), one);
            assertThat(row.late()).isEqualTo(one.late());
            assertThat(row.cut()).isEqualTo(7);
        }
    }

    private static void shouldEqual(Moments moments, OnePass one) {
        assertThat(moments.n()).isEqualTo(one.n());
        assertThat(moments.min()).isEqualTo(one.min());
        assertThat(moments.max()).isEqualTo(one.max());
        shouldBeClose(moments.sum(), one.sum());
        shouldBeClose(moments.mean(), one.mean());
        shouldBeClose(moments.variance(), one.m2() == null || one.n() < 2 ? null : one.m2() / (one.n() - 1));
    }

    private static void shouldBeClose(@Nullable Double actual, @Nullable Double expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected, withPercentage(1e-7));
        }
    }
}
