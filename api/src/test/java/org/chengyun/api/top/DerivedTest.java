package org.chengyun.api.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.TreeMap;
import java.util.TreeSet;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.database.EngineTables;
import org.chengyun.api.database.Observation;
import org.chengyun.api.database.OnePass;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Calculation;
import org.chengyun.api.window.DerivedReader;
import org.chengyun.api.window.DerivedValue;
import org.chengyun.api.window.DerivedValue.Reason;
import org.chengyun.api.window.Ingredients;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesKey;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.DerivedMetric.Filter;
import org.chengyun.datasets.catalogue.DerivedMetric.Formula;
import org.chengyun.datasets.catalogue.DerivedMetric.Ratio;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is calculated from windows, closed and open, is what one look at all observations gives. */
class DerivedTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONG = Duration.ofHours(5);
    private static final List<String> WINDOWS = List.of("10m", "30m/10m", "1h");
    private static final List<Double> WEIGHTS = List.of(0.5, 0.3, 0.2);
    private static final int LENGTH = 3;
    private static final double AT_LEAST = 4;

    private static Connection connection;

    @BeforeAll
    static void openDatabase() throws SQLException {
        connection = TestDatabase.create("derived_test").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    /** A metric with what it counted. */
    private record Part(DefinedMetric metric, List<Observation> observations) {
        Map<SeriesKey, OnePass> windows(WindowSpec window) {
            Map<SeriesKey, OnePass> windows = new TreeMap<>();
            var all = EngineTables.windows(window, observations);
            for (Instant start : all.keySet()) {
                for (var one : Objects.requireNonNull(all.get(start)).entrySet()) {
                    OnePass truth = OnePass.of(one.getValue(), metric.metric().isCount());
                    windows.put(new SeriesKey(start, one.getKey()), truth);
                }
            }
            return windows;
        }
    }

    private static Part part(Random random, boolean count, int most, Optional<Instant> watermark) throws SQLException {
        List<Observation> observations = new ArrayList<>();
        for (int i = random.nextInt(1, most); i > 0; i--) {
            int road = random.nextInt(6);
            List<@Nullable String> dimensions = new ArrayList<>();
            dimensions.add(road == 0 ? null : road == 1 ? "路" : "r" + road);
            observations.add(new Observation(
                    START.plusMillis(random.nextLong(LONG.toMillis())), dimensions, random.nextInt(20), false));
        }
        Metric metric = TestMetrics.metric(WINDOWS, count, List.of("road"), Optional.empty());
        var filled = new EngineTables(connection).fill(metric, observations, watermark, 7);
        return new Part(
                new DefinedMetric(metric, TestMetrics.dataset(), OptionalInt.of(filled.metricNumber()), 1),
                observations);
    }

    private static Optional<Instant> watermark(Random random) throws SQLException {
        Instant watermark = START.plusMillis(random.nextLong(LONG.toMillis()));
        new EngineTables(connection).watermark(TestMetrics.dataset(), watermark, 7);
        return Optional.of(watermark);
    }

    private static DefinedDerived derived(Part of, Optional<Part> to, Formula formula) {
        var label = new Wording("test", "试");
        List<WindowSpec> windows = TestMetrics.windows(WINDOWS);
        var top = new DerivedMetric.Top(LENGTH, true, AT_LEAST, windows);
        var metric = new DerivedMetric(
                "test.derived", label, label, "1", of.metric().metric(), formula, windows, Optional.of(top));
        return new DefinedDerived(metric, of.metric(), to.map(Part::metric), 1);
    }

    private static List<Ingredients> readInPages(DefinedDerived metric, WindowSpec window, Random random) {
        var reader = new DerivedReader(new Snapshot(connection, Scope.EVERYTHING), metric, SeriesFilter.all());
        List<Ingredients> all = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        while (true) {
            int limit = random.nextInt(1, 60);
            List<Ingredients> page = reader.read(window, Span.ALWAYS, after, limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            SeriesKey last = page.getLast().key();
            after = Optional.of(new Position(last.start(), last.dimensions()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldDivideSums(long seed) throws SQLException {
        // Given
        var random = new Random(seed);
        Optional<Instant> watermark = watermark(random);
        Part of = part(random, random.nextBoolean(), 60, watermark);
        Part to = part(random, random.nextBoolean(), 400, watermark);
        DefinedDerived metric =
                derived(of, Optional.of(to), new Ratio(to.metric().metric()));
        for (WindowSpec window : metric.metric().windows()) {
            // When
            List<Ingredients> answer = readInPages(metric, window, random);
            // Then
            Map<SeriesKey, OnePass> above = of.windows(window);
            Map<SeriesKey, OnePass> below = to.windows(window);
            var keys = new TreeSet<>(above.keySet());
            keys.addAll(below.keySet());
            assertThat(answer).extracting(Ingredients::key).containsExactlyElementsOf(keys);
            for (Ingredients one : answer) {
                shouldBe(Calculation.of(metric.metric(), one), sum(above.get(one.key())), sum(below.get(one.key())));
            }
            shouldRank(metric, window, answer, random);
        }
        connection.rollback();
    }

    private static double sum(@Nullable OnePass one) {
        return one == null ? 0 : one.sum() == null ? one.n() : one.sum();
    }

    private static void shouldBe(DerivedValue value, double above, double below) {
        assertThat(value.numerator()).isCloseTo(above, within(1e-9));
        assertThat(value.denominator()).isCloseTo(below, within(1e-9));
        if (below == 0) {
            assertThat(value.value()).isNull();
            assertThat(value.reason()).isEqualTo(Reason.DENOMINATOR_ZERO);
        } else {
            assertThat(value.value()).isCloseTo(above / below, within(1e-12));
            assertThat(value.reason()).isNull();
        }
    }

    /** Against a sort of all values of each window. */
    private static void shouldRank(DefinedDerived metric, WindowSpec window, List<Ingredients> all, Random random) {
        var top = metric.metric().top().orElseThrow();
        var ranking = new DerivedRanking(new Snapshot(connection, Scope.EVERYTHING), metric, top);
        List<DerivedRanking.Ranked> answer = new ArrayList<>();
        Optional<TopReader.Position> after = Optional.empty();
        List<DerivedRanking.Ranked> page;
        int limit = random.nextInt(1, 40);
        do {
            page = ranking.read(window, Span.ALWAYS, after, limit);
            answer.addAll(page);
            after = page.isEmpty()
                    ? after
                    : Optional.of(new TopReader.Position(
                            page.getLast().from().key().start(), page.getLast().rank()));
        } while (page.size() == limit);
        Map<Instant, List<Ingredients>> lists = new TreeMap<>();
        for (Ingredients one : all) {
            DerivedValue value = Calculation.of(metric.metric(), one);
            if (value.value() != null && Objects.requireNonNull(value.denominator()) >= AT_LEAST) {
                lists.computeIfAbsent(one.key().start(), start -> new ArrayList<>())
                        .add(one);
            }
        }
        Comparator<Ingredients> order = Comparator.<Ingredients>comparingDouble(one -> -Objects.requireNonNull(
                        Calculation.of(metric.metric(), one).value()))
                .thenComparing(Ingredients::key);
        lists.replaceAll(
                (start, list) -> list.stream().sorted(order).limit(LENGTH).toList());
        assertThat(answer)
                .extracting(row -> row.from().key())
                .containsExactlyElementsOf(lists.values().stream()
                        .flatMap(List::stream)
                        .map(Ingredients::key)
                        .toList());
        for (DerivedRanking.Ranked row : answer) {
            SeriesKey key = row.from().key();
            List<Ingredients> before = lists.get(Ranks.previous(window, key.start()));
            Integer rank = before == null ? null : rank(before, key.dimensions());
            assertThat(row.previousRank()).isEqualTo(rank);
            assertThat(row.change()).isEqualTo(before == null ? null : RankChange.of(row.rank(), rank));
        }
    }

    private static @Nullable Integer rank(List<Ingredients> list, List<@Nullable String> dimensions) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).key().dimensions().equals(dimensions)) {
                return i + 1;
            }
        }
        return null;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldWeighSuccessiveWindows(long seed) throws SQLException {
        // Given
        var random = new Random(seed);
        Part of = part(random, false, 500, watermark(random));
        Stat stat = Stat.EXACT.get(random.nextInt(Stat.EXACT.size()));
        DefinedDerived metric = derived(of, Optional.empty(), new Filter(stat, 1.5, WEIGHTS));
        int calculated = 0;
        for (WindowSpec window : metric.metric().windows()) {
            // When
            List<Ingredients> answer = readInPages(metric, window, random);
            // Then
            Map<SeriesKey, OnePass> all = of.windows(window);
            assertThat(answer).extracting(Ingredients::key).containsExactlyElementsOf(all.keySet());
            for (Ingredients one : answer) {
                DerivedValue value = Calculation.of(metric.metric(), one);
                Double expected = filtered(window, all, one.key(), stat);
                if (expected == null) {
                    assertThat(value.value()).isNull();
                    assertThat(value.reason()).isIn(Reason.PREDECESSOR_MISSING, Reason.STATISTIC_MISSING);
                } else {
                    assertThat(value.value()).isCloseTo(expected, within(1e-9));
                    calculated++;
                }
            }
        }
        assertThat(calculated).isPositive();
        connection.rollback();
    }

    private static @Nullable Double filtered(WindowSpec window, Map<SeriesKey, OnePass> all, SeriesKey key, Stat stat) {
        double value = 1.5;
        Instant start = key.start();
        for (double weight : WEIGHTS) {
            OnePass one = all.get(new SeriesKey(start, key.dimensions()));
            Double x = one == null ? null : statistic(one, stat);
            if (x == null) {
                return null;
            }
            value += weight * x;
            start = Ranks.previous(window, start);
        }
        return value;
    }

    private static @Nullable Double statistic(OnePass one, Stat stat) {
        Double m2 = one.m2();
        Double variance = m2 == null || one.n() < 2 ? null : Double.valueOf(m2 / (one.n() - 1));
        return switch (stat) {
            case COUNT -> Double.valueOf((double) one.n());
            case SUM -> one.sum();
            case MEAN -> one.mean();
            case VARIANCE -> variance;
            case STDDEV -> variance == null ? null : Double.valueOf(Math.sqrt(variance));
            case MIN -> one.min();
            case MAX -> one.max();
            case DISTINCT -> throw new IllegalArgumentException();
        };
    }
}
