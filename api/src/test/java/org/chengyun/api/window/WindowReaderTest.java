package org.chengyun.api.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.chengyun.api.database.RandomCity;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of the reader: whatever is closed, an answer is what one look at all observations gives. */
class WindowReaderTest {
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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void shouldAnswerAsOnePassOverAllObservations(long seed) throws SQLException {
        var random = new Random(seed);
        RandomCity city = RandomCity.fill(connection, random, Optional.empty());
        for (WindowSpec window : city.metric().metric().windows()) {
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
        RandomCity city = RandomCity.fill(connection, random, Optional.empty());
        var metric = city.metric().metric();
        for (WindowSpec window : metric.windows()) {
            // Given
            Instant from = RandomCity.START.plusSeconds(
                    random.nextLong(Duration.ofDays(2).toSeconds()));
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
        RandomCity city = RandomCity.fill(connection, random, Optional.empty());
        long sliceMs = city.metric().metric().slice().sizeMs();
        long fromMs = RandomCity.START.toEpochMilli() + random.nextLong(86_400_000);
        Instant from = Instant.ofEpochMilli(fromMs - Math.floorMod(fromMs, sliceMs));
        var span = new Span(from, from.plusMillis(sliceMs * (1 + random.nextLong(172_800_000 / sliceMs))));
        // When
        List<SeriesWindow> answer = new WindowReader(
                        new Snapshot(connection, Scope.EVERYTHING), city.metric(), SeriesFilter.all())
                .readSpan(span);
        // Then
        var within = city.observations().stream()
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
                            city.metric().metric().isCount()));
        }
        assertThat(answer).extracting(SeriesWindow::dimensions).containsExactlyElementsOf(truth.keySet());
        for (SeriesWindow window : answer) {
            OnePass one = Objects.requireNonNull(truth.get(window.dimensions()));
            shouldEqual(window.moments(), one);
            shouldBeWithinTheBounds(window.estimates(), one);
        }
        connection.rollback();
    }

    @Test
    void shouldSeeNoWindowBeforeTheFirstObservation() throws SQLException {
        var metric = TestMetrics.metric(List.of("1m", "1h"), false, List.of(), Optional.empty());
        int number = new EngineTables(connection).metric(metric);
        var defined = new DefinedMetric(metric, TestMetrics.dataset(), OptionalInt.of(number), 1);
        var reader = new WindowReader(new Snapshot(connection, Scope.EVERYTHING), defined, SeriesFilter.all());

        assertThat(reader.read(metric.windows().get(1), Span.ALWAYS, Optional.empty(), 10))
                .isEmpty();
        assertThat(reader.newestSlice()).isEmpty();
        connection.rollback();
    }

    private static List<SeriesWindow> readInPages(
            RandomCity city, WindowSpec window, SeriesFilter filter, Span starts, Random random) {
        var reader = new WindowReader(new Snapshot(connection, Scope.EVERYTHING), city.metric(), filter);
        List<SeriesWindow> all = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        while (true) {
            int limit = random.nextInt(1, 2000);
            List<SeriesWindow> page = reader.read(window, starts, after, limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            after = Optional.of(
                    new Position(page.getLast().start(), page.getLast().dimensions()));
        }
    }

    private record Key(Instant start, List<@Nullable String> dimensions) {}

    private static Map<Key, OnePass> truth(
            RandomCity city, WindowSpec window, Span starts, Predicate<Observation> asked) {
        var order =
                java.util.Comparator.comparing(Key::start).thenComparing(Key::dimensions, EngineTables.byDimensions());
        TreeMap<Key, OnePass> truth = new TreeMap<>(order);
        var windows = EngineTables.windows(
                window, city.observations().stream().filter(asked).toList());
        for (Instant start : windows.keySet()) {
            boolean within = !start.isBefore(starts.start()) && start.isBefore(starts.end());
            for (var one : within
                    ? windows.get(start).entrySet()
                    : Set.<Map.Entry<List<@Nullable String>, List<Observation>>>of()) {
                truth.put(
                        new Key(start, one.getKey()),
                        OnePass.of(one.getValue(), city.metric().metric().isCount()));
            }
        }
        return truth;
    }

    private static void shouldEqual(
            List<SeriesWindow> answer, Map<Key, OnePass> truth, RandomCity city, WindowSpec window) {
        assertThat(answer)
                .as("%s of %s at watermark %s", window, city.metric().metric().windows(), city.watermark())
                .extracting(row -> new Key(row.start(), row.dimensions()))
                .containsExactlyElementsOf(truth.keySet());
        for (SeriesWindow row : answer) {
            OnePass one = Objects.requireNonNull(truth.get(new Key(row.start(), row.dimensions())));
            shouldEqual(row.moments(), one);
            shouldBeWithinTheBounds(row.estimates(), one);
            assertThat(row.late()).isEqualTo(one.late());
            assertThat(row.cut()).isEqualTo(RandomCity.CUT);
            assertThat(row.revision()).isEqualTo(city.revision(window, row.start(), one));
        }
    }

    private static void shouldBeWithinTheBounds(Estimates estimates, OnePass one) {
        if (one.sorted().isEmpty()) {
            assertThat(estimates).isEqualTo(Estimates.NONE);
            return;
        }
        assertThat(estimates.percentiles().keySet()).hasToString("[p50, p99.9]");
        estimates.percentiles().forEach((percentile, value) -> {
            double exact = one.sorted().get((int) Math.ceilDiv(one.n() * percentile.basisPoints(), 10_000) - 1);
            assertThat(value).isCloseTo(exact, within(Math.abs(exact) * ValueHistogram.ERROR_BOUND));
        });
        long distinct = one.sorted().stream().distinct().count();
        assertThat(estimates.distinct()).isCloseTo(distinct, within(1 + distinct / 10));
    }

    private static void shouldEqual(Moments moments, OnePass one) {
        assertThat(moments.n()).isEqualTo(one.n());
        assertThat(moments.min()).isEqualTo(one.min());
        assertThat(moments.max()).isEqualTo(one.max());
        shouldBeClose(moments.sum(), one.sum());
        shouldBeClose(moments.mean(), one.mean());
        Double variance = one.m2() == null || one.n() < 2 ? null : Double.valueOf(one.m2() / (one.n() - 1));
        shouldBeClose(moments.variance(), variance);
        shouldBeClose(moments.stddev(), variance == null ? null : Double.valueOf(Math.sqrt(variance)));
    }

    private static void shouldBeClose(@Nullable Double actual, @Nullable Double expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected, withPercentage(1e-7));
        }
    }
}
