package org.chengyun.api.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.api.access.Scope;
import org.chengyun.api.database.EngineTables;
import org.chengyun.api.database.Observation;
import org.chengyun.api.database.OnePass;
import org.chengyun.api.database.RandomCity;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed or open, a ranking is the one of all observations, and knows the ranks one slide earlier. */
class TopReaderTest {
    private static final int LENGTH = 3;

    private static Connection connection;

    @BeforeAll
    static void openDatabase() throws SQLException {
        connection = TestDatabase.create("top_reader_test").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        connection.close();
    }

    private record Ranked(int rank, List<@Nullable String> dimensions, double score) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584})
    void shouldRankAsOnePassOverAllObservations(long seed) throws SQLException {
        var random = new Random(seed);
        RandomCity city = RandomCity.fill(connection, random, Optional.of(LENGTH));
        for (WindowSpec window : city.metric().metric().windows()) {
            // When
            List<RankedWindow> answer = readInPages(city, window, random);
            // Then
            shouldEqual(answer, truth(city, window), window);
        }
        connection.rollback();
    }

    private static List<RankedWindow> readInPages(RandomCity city, WindowSpec window, Random random) {
        var top = city.metric().metric().top().orElseThrow();
        var reader = new TopReader(new Snapshot(connection, Scope.EVERYTHING), city.metric(), top, SeriesFilter.all());
        List<RankedWindow> all = new ArrayList<>();
        Optional<TopReader.Position> after = Optional.empty();
        while (true) {
            int limit = random.nextInt(1, 500);
            List<RankedWindow> page = reader.read(window, Span.ALWAYS, after, limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            RankedWindow last = page.getLast();
            after = Optional.of(new TopReader.Position(last.window().start(), last.rank()));
        }
    }

    private static void shouldEqual(List<RankedWindow> answer, Map<Instant, List<Ranked>> truth, WindowSpec window) {
        assertThat(answer.stream().map(row -> row.window().start()).distinct())
                .containsExactlyElementsOf(truth.keySet());
        int next = 0;
        for (Instant start : truth.keySet()) {
            for (Ranked expected : Objects.requireNonNull(truth.get(start))) {
                RankedWindow row = answer.get(next++);
                assertThat(row.window().start()).isEqualTo(start);
                assertThat(row.rank()).isEqualTo(expected.rank);
                assertThat(row.window().dimensions()).isEqualTo(expected.dimensions);
                assertThat(row.score()).isCloseTo(expected.score, withPercentage(1e-7));
                List<Ranked> before = truth.get(Instant.ofEpochMilli(window.previousStartMs(start.toEpochMilli())));
                assertThat(row.change())
                        .as("change of %s at %s of %s", expected.dimensions, start, window)
                        .isEqualTo(change(expected, before));
                assertThat(row.previousRank())
                        .as("rank of %s before %s of %s", expected.dimensions, start, window)
                        .isEqualTo(rank(expected.dimensions, before));
            }
        }
        assertThat(answer).hasSize(next);
    }

    private static @Nullable RankChange change(Ranked row, @Nullable List<Ranked> before) {
        Integer rank = rank(row.dimensions, before);
        if (before == null || rank == null) {
            return before == null ? null : RankChange.NEW;
        }
        int places = rank - row.rank;
        return places == 0 ? RankChange.SAME : places > 0 ? RankChange.UP : RankChange.DOWN;
    }

    private static @Nullable Integer rank(List<@Nullable String> dimensions, @Nullable List<Ranked> ranking) {
        return ranking == null
                ? null
                : ranking.stream()
                        .filter(row -> row.dimensions.equals(dimensions))
                        .map(Ranked::rank)
                        .findFirst()
                        .orElse(null);
    }

    private static Map<Instant, List<Ranked>> truth(RandomCity city, WindowSpec window) {
        var metric = city.metric().metric();
        var top = metric.top().orElseThrow();
        var windows = EngineTables.windows(window, city.observations());
        Map<Instant, List<Ranked>> truth = new TreeMap<>();
        for (Instant start : windows.keySet()) {
            List<Ranked> candidates = new ArrayList<>();
            for (var one : Objects.requireNonNull(windows.get(start)).entrySet()) {
                List<Observation> observations = one.getValue();
                Double score = score(OnePass.of(observations, metric.isCount()), top.rank());
                if (score != null) {
                    candidates.add(new Ranked(0, one.getKey(), score));
                }
            }
            List<Ranked> ranked = rank(candidates, top.descending());
            if (!ranked.isEmpty()) {
                truth.put(start, ranked);
            }
        }
        return truth;
    }

    private static List<Ranked> rank(List<Ranked> candidates, boolean descending) {
        Comparator<Ranked> order = (a, b) -> {
            int byScore = Double.compare(a.score, b.score);
            return byScore != 0
                    ? (descending ? -byScore : byScore)
                    : EngineTables.byDimensions().compare(a.dimensions, b.dimensions);
        };
        List<Ranked> sorted = candidates.stream().sorted(order).limit(LENGTH).toList();
        List<Ranked> ranked = new ArrayList<>();
        for (Ranked row : sorted) {
            ranked.add(new Ranked(ranked.size() + 1, row.dimensions, row.score));
        }
        return ranked;
    }

    private static @Nullable Double score(OnePass one, Stat stat) {
        return switch (stat) {
            case COUNT -> (double) one.n();
            case SUM -> one.sum();
            case MEAN -> one.mean();
            case VARIANCE -> variance(one);
            case STDDEV -> {
                Double variance = variance(one);
                yield variance == null ? null : Double.valueOf(Math.sqrt(variance));
            }
            case MIN -> one.min();
            case MAX -> one.max();
            case DISTINCT -> throw new IllegalArgumentException("no ranking by " + stat);
        };
    }

    private static @Nullable Double variance(OnePass one) {
        return one.m2() == null || one.n() < 2 ? null : one.m2() / (one.n() - 1);
    }
}
