package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.condition.ConditionParser;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.sketch.Cells;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.Hash64;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.fold.NaiveFold.Observation;
import org.chengyun.engine.core.fold.NaiveFold.SliceKey;
import org.chengyun.engine.core.fold.NaiveFold.Wanted;
import org.chengyun.engine.core.given.RandomValues;
import org.chengyun.engine.core.given.Repository;
import org.chengyun.engine.core.given.Sql;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetFoldTest {
    private static final Catalogue CATALOGUE = Repository.catalogue();
    private static final long NOW_MS = RandomValues.AROUND_MS + 3_600_000;
    private static final Pattern EQUALITY = Pattern.compile("(\\w+) = '([^']*)'");

    /** Windows, and the slice that they share. */
    private static final Map<String, Long> SLICES = Map.of(
            "1m 1h 1d", 60_000L,
            "5m/1m 1h", 60_000L,
            "1h 1d", 3_600_000L,
            "90s", 90_000L,
            "3m/90s 2m", 30_000L,
            "1d", 86_400_000L);

    static Stream<Object[]> seedsOfDatasets() {
        return CATALOGUE.datasets().stream()
                .flatMap(dataset -> Stream.of(1L, 2L, 3L, 5L, 8L).map(seed -> new Object[] {dataset.id(), seed}));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seedsOfDatasets")
    void shouldFoldAsTheNaiveFoldAndLoseNothing(String id, long seed) {
        // Given
        Dataset dataset = CATALOGUE.dataset(id).orElseThrow();
        var random = new Random(seed);
        List<Wanted> wanted = metrics(dataset, random);
        var fold = new DatasetFold(dataset, wanted.stream().map(Wanted::metric).toList());
        List<DatasetFold> siblings = Stream.concat(Stream.of(fold), Stream.generate(fold::sibling))
                .limit(1 + random.nextInt(3))
                .toList();
        List<List<Deltas>> turns = List.of(deltasOf(siblings), deltasOf(siblings));
        for (int batch = 0; batch < 4; batch++) {
            List<Deltas> ways = turns.get(batch % 2);
            var expected = new NaiveFold();
            long watermarkMs = batch == 0 ? PartitionProgress.NONE : NOW_MS - random.nextInt(7_200_000);
            // When
            for (int i = 0; i < 3_000; i++) {
                int way = random.nextInt(siblings.size());
                foldNext(dataset, siblings.get(way), ways.get(way), expected, watermarkMs, random);
            }
            Deltas deltas = ways.getFirst();
            ways.stream().skip(1).forEach(deltas::merge);
            // Then
            assertTally(deltas, expected, wanted);
            for (int m = 0; m < wanted.size(); m++) {
                assertSlices(fold.series(m), deltas.of(m), wanted.get(m), expected);
            }
            ways.forEach(Deltas::clear);
            assertTally(deltas, new NaiveFold(), wanted);
            assertThat(deltas.rows()).isZero();
        }
    }

    private static List<Deltas> deltasOf(List<DatasetFold> folds) {
        return folds.stream().map(DatasetFold::newDeltas).toList();
    }

    private static void foldNext(
            Dataset dataset, DatasetFold fold, Deltas deltas, NaiveFold expected, long watermarkMs, Random random) {
        @Nullable Object[] values = RandomValues.next(dataset.schema(), random);
        byte[] record = new ObservationEncoder(dataset.schema()).encode(values);
        if (random.nextInt(10) == 0) {
            assertThat(fold.fold(damaged(record, random), watermarkMs, NOW_MS, deltas))
                    .isNotNull();
            expected.reject();
            return;
        }
        Rejection rejection = fold.fold(record, watermarkMs, NOW_MS, deltas);
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(dataset.schema().field(i).name(), values[i]);
        }
        long eventTimeMs = (Long) Objects.requireNonNull(values[dataset.eventTimeIndex()]);
        expected.add(new Observation(named, eventTimeMs < watermarkMs));
        assertThat(rejection).isNull();
        assertThat(fold.lastEventTimeMs()).isEqualTo(eventTimeMs);
    }

    private static byte @Nullable [] damaged(byte[] record, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> Arrays.copyOf(record, random.nextInt(record.length));
            default -> {
                record[3]++;
                yield record;
            }
        };
    }

    private static void assertTally(Deltas deltas, NaiveFold expected, List<Wanted> wanted) {
        List<Observation> counted = expected.countedByAny(wanted);
        assertThat(deltas.eventsIn()).isEqualTo(expected.observations().size() + expected.rejected());
        assertThat(deltas.quarantined()).isEqualTo(expected.rejected());
        assertThat(deltas.counted()).isEqualTo(counted.size());
        assertThat(deltas.late())
                .isEqualTo(counted.stream().filter(Observation::late).count());
        assertThat(deltas.eventsIn()).isEqualTo(deltas.counted() + deltas.filtered() + deltas.quarantined());
        assertThat(deltas.oldestEventTimeMs())
                .isEqualTo(expected.observations().stream()
                        .mapToLong(Observation::eventTimeMs)
                        .min()
                        .orElse(Long.MAX_VALUE));
    }

    private static void assertSlices(SeriesIndex series, MetricDeltas table, Wanted wanted, NaiveFold naive) {
        Map<SliceKey, List<Observation>> expected = naive.slices(wanted);
        assertThat(IntStream.range(0, table.size()).filter(row -> table.n(row) > 0))
                .as(wanted.toString())
                .hasSize(expected.size());
        for (int i = 0; i < table.size(); i++) {
            if (table.n(i) == 0) {
                continue;
            }
            var key = new SliceKey(Arrays.asList((Object[]) series.dimensions(table.series(i))), table.sliceStartMs(i));
            List<Observation> slice = expected.getOrDefault(key, List.of());
            assertThat(table.moments(i).n()).as("%s of %s", key, wanted).isEqualTo(slice.size());
            assertThat(table.late(i))
                    .isEqualTo(slice.stream().filter(Observation::late).count());
            if (!wanted.metric().isCount()) {
                String field = wanted.metric().value().orElseThrow();
                assertMoments(
                        table.moments(i),
                        slice.stream()
                                .mapToDouble(o -> o.value(field).doubleValue())
                                .toArray());
            }
            for (Sketch sketch : wanted.metric().sketches()) {
                assertThat(table.cells(i, sketch))
                        .as("%s of %s of %s", sketch, key, wanted)
                        .isEqualTo(cells(
                                sketch,
                                wanted.metric().value().orElseThrow(),
                                slice.stream().map(Observation::values).toList()));
            }
        }
    }

    private static long[] cells(Sketch sketch, String field, List<Map<String, @Nullable Object>> slice) {
        var cells = new TreeMap<Integer, Long>();
        for (Map<String, @Nullable Object> values : slice) {
            Object value = Objects.requireNonNull(values.get(field));
            if (sketch == Sketch.HISTOGRAM) {
                cells.merge(ValueHistogram.bucket(((Number) value).doubleValue()), 1L, Long::sum);
            } else {
                byte[] utf8 = value.toString().getBytes(StandardCharsets.UTF_8);
                long hash = value instanceof Number number
                        ? Hash64.of(number.doubleValue())
                        : Hash64.of(utf8, 0, utf8.length);
                cells.merge(DistinctCount.register(hash), (long) DistinctCount.rank(hash), Math::max);
            }
        }
        return cells.entrySet().stream()
                .mapToLong(cell -> Cells.cell(cell.getKey(), cell.getValue()))
                .toArray();
    }

    /** Two passes: first the mean, then the deviations from it. */
    private static void assertMoments(Moments moments, double[] samples) {
        double largest = Arrays.stream(samples).map(Math::abs).max().orElseThrow();
        double mean = Arrays.stream(samples).sum() / samples.length;
        double m2 = Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
        assertThat(moments.sum()).isCloseTo(Arrays.stream(samples).sum(), within(1e-12 * largest * samples.length));
        assertThat(moments.mean()).isCloseTo(mean, within(1e-12 * largest));
        assertThat(moments.m2()).isCloseTo(m2, within(1e-10 * m2 + 1e-12 * largest * largest));
        assertThat(moments.min() == Arrays.stream(samples).min().orElseThrow()).isTrue();
        assertThat(moments.max() == Arrays.stream(samples).max().orElseThrow()).isTrue();
    }

    @Test
    void shouldCountAnObservationThatSeveralMetricsWantOnce() {
        Dataset traffic = CATALOGUE.dataset("traffic").orElseThrow();
        var fold = new DatasetFold(traffic, CATALOGUE.metricsOf(traffic));
        Deltas deltas = fold.newDeltas();
        byte[] reading = new ObservationEncoder(traffic.schema())
                .encode(new @Nullable Object[] {NOW_MS, "s1", "r1", "d1", 50.0, 12.0, 0.2, null, null});
        assertThat(fold.fold(reading, NOW_MS + 1, NOW_MS, deltas)).isNull();
        assertThat(List.of(deltas.eventsIn(), deltas.counted(), deltas.late())).containsOnly(1L);
        assertThat(deltas.rows()).isBetween(2, CATALOGUE.metricsOf(traffic).size());
    }

    @Test
    void shouldCallAnEventAtTheWatermarkOnTime() {
        Dataset traffic = CATALOGUE.dataset("traffic").orElseThrow();
        var fold = new DatasetFold(traffic, CATALOGUE.metricsOf(traffic));
        Deltas deltas = fold.newDeltas();
        byte[] reading = new ObservationEncoder(traffic.schema())
                .encode(new @Nullable Object[] {NOW_MS, "s1", null, null, 50.0, null, null, null, null});
        fold.fold(reading, NOW_MS, NOW_MS, deltas);
        assertThat(deltas.late()).isZero();
        fold.fold(reading, NOW_MS + 1, NOW_MS, deltas);
        assertThat(deltas.late()).isEqualTo(1);
        assertThat(deltas.of(0).late(0)).isEqualTo(1);
    }

    @Test
    void shouldFilterEverythingWithoutMetrics() {
        Dataset events = CATALOGUE.dataset("events").orElseThrow();
        var fold = new DatasetFold(events, List.of());
        Deltas deltas = fold.newDeltas();
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            fold.fold(
                    new ObservationEncoder(events.schema()).encode(RandomValues.next(events.schema(), random)),
                    NOW_MS,
                    NOW_MS,
                    deltas);
        }
        assertThat(deltas.filtered()).isEqualTo(100);
        assertThat(deltas.late()).as("late counts counted ones").isZero();
        assertThat(fold.seriesCount()).isZero();
        assertThat(fold.texts()).isZero();
    }

    /** The metrics of the product, and some that nobody thought of. */
    private static List<Wanted> metrics(Dataset dataset, Random random) {
        List<Wanted> wanted = new ArrayList<>();
        for (Metric metric : CATALOGUE.metricsOf(dataset)) {
            if (metric.session().isPresent()) {
                continue; // SessionLawTest has these.
            }
            Optional<Sql> where = Optional.of(metric.whereText())
                    .filter(text -> !text.isEmpty())
                    .map(DatasetFoldTest::condition);
            long smallestMs = metric.windows().stream()
                    .mapToLong(WindowSpec::gridMs)
                    .min()
                    .orElseThrow();
            wanted.add(new Wanted(metric, where, smallestMs));
        }
        for (int i = 0; i < 8; i++) {
            wanted.add(metric(dataset, random));
        }
        Collections.shuffle(wanted, random);
        return wanted.subList(0, 1 + random.nextInt(wanted.size()));
    }

    private static Sql condition(String where) {
        return Stream.of(where.split(" and ", -1))
                .map(part -> part.endsWith(" is not null")
                        ? new Sql.IsNull(part.substring(0, part.indexOf(' ')), true)
                        : equality(part))
                .reduce(Sql.And::new)
                .orElseThrow();
    }

    private static Sql equality(String where) {
        Matcher matcher = EQUALITY.matcher(where);
        assertThat(matcher.matches())
                .as("this test only knows field = 'text' and field is not null, not %s", where)
                .isTrue();
        return new Sql.Compare(matcher.group(1), "=", matcher.group(2));
    }

    private static Wanted metric(Dataset dataset, Random random) {
        Schema schema = dataset.schema();
        List<Field> fields = schema.fields().stream()
                .filter(field -> field.type().isNumeric() || field.type() == ValueType.TEXT)
                .toList();
        Optional<Field> value =
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(fields.get(random.nextInt(fields.size())));
        boolean isNumber = value.map(field -> field.type().isNumeric()).orElse(false);
        List<Metric.Stat> stats = new ArrayList<>(isNumber ? Metric.Stat.EXACT : List.of(Metric.Stat.COUNT));
        if (value.isPresent() && random.nextBoolean()) {
            stats.add(Metric.Stat.DISTINCT);
        }
        List<String> by = new ArrayList<>(schema.fields().stream()
                .filter(Field::dimension)
                .map(Field::name)
                .toList());
        Collections.shuffle(by, random);
        Optional<Sql> where = random.nextBoolean() ? Optional.empty() : Optional.of(Sql.random(schema, 2, random));
        String windows = SLICES.keySet().stream().sorted().toList().get(random.nextInt(SLICES.size()));
        var metric = new Metric(
                dataset.id() + ".random",
                new Wording("Random", "随机"),
                new Wording("Random", "随机"),
                dataset.id(),
                value.map(Field::name),
                "",
                List.copyOf(by.subList(0, random.nextInt(Math.min(3, by.size()) + 1))),
                where.map(sql -> ConditionParser.parse(sql.text(), schema)),
                where.map(Sql::text).orElse(""),
                Stream.of(windows.split(" "))
                        .map(text -> WindowSpec.parse(text, ZoneOffset.UTC).orElseThrow())
                        .toList(),
                Optional.empty(),
                stats,
                isNumber && random.nextBoolean() ? List.of(new Percentile(5_000)) : List.of(),
                Optional.empty());
        return new Wanted(metric, where, SLICES.getOrDefault(windows, 0L));
    }
}
