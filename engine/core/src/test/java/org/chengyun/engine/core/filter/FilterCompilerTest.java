package org.chengyun.engine.core.filter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chengyun.engine.core.given.RandomDatasets.field;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.condition.ConditionParser;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.ObservationReader;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.RandomValues;
import org.chengyun.engine.core.given.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCompilerTest {
    private static final Dataset CASES = RandomDatasets.of(List.of(
            field("at", ValueType.TIME, true),
            field("place", ValueType.TEXT, true),
            field("a", ValueType.BOOLEAN, false),
            field("b", ValueType.BOOLEAN, false),
            field("speed", ValueType.NUMBER, false),
            field("lanes", ValueType.INTEGER, false),
            field("kind", ValueType.TEXT, false)));

    private final Dictionary dictionary = new Dictionary();

    @ParameterizedTest(name = "{0}, {1}: and {2}, or {3}")
    @CsvSource({
        "true,  true,  true,  true",
        "true,  false, false, true",
        "true,  null,  null,  true",
        "false, true,  false, true",
        "false, false, false, false",
        "false, null,  false, null",
        "null,  true,  null,  true",
        "null,  false, false, null",
        "null,  null,  null,  null",
    })
    void shouldJoinThreeTruthValuesAsSqlDoes(String a, String b, String and, String or) {
        Row row = row(truth(a), truth(b), null, null, null);
        assertThat(filter("a and b").test(row)).isEqualTo(code(truth(and)));
        assertThat(filter("a or b").test(row)).isEqualTo(code(truth(or)));
        assertThat(filter("not (a and b)").test(row))
                .isEqualTo(filter("not a or not b").test(row));
        assertThat(filter("not (a or b)").test(row))
                .isEqualTo(filter("not a and not b").test(row));
    }

    @ParameterizedTest(name = "not {0} is {1}")
    @CsvSource({"true, false", "false, true", "null, null"})
    void shouldNegateAsSqlDoes(String a, String not) {
        assertThat(filter("not a").test(row(truth(a), null, null, null, null))).isEqualTo(code(truth(not)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "speed = 1",
                "speed <> 1",
                "speed between 0 and 2",
                "speed not between 0 and 2",
                "lanes < 3",
                "kind in ('x', 'y')",
                "kind not in ('x', 'y')",
                "kind = 'x'",
                "kind <> 'x'",
                "kind >= 'x'",
                "a",
                "not a",
                "a = false"
            })
    void shouldNotKnowAnythingOfNullSoNothingPasses(String condition) {
        Row nothing = row(null, null, null, null, null);
        assertThat(filter(condition).test(nothing)).isEqualTo(Truth.UNKNOWN);
        assertThat(filter(condition).passes(nothing)).isFalse();
        assertThat(filter("not (%s)".formatted(condition)).passes(nothing)).isFalse();
    }

    @Test
    void shouldAlwaysKnowWhetherAValueIsThere() {
        Row nothing = row(null, null, null, null, null);
        Row something = row(false, false, 0.0, 0L, "");
        for (String name : List.of("a", "speed", "lanes", "kind")) {
            assertThat(filter(name + " is null").passes(nothing)).isTrue();
            assertThat(filter(name + " is not null").passes(nothing)).isFalse();
            assertThat(filter(name + " is null").passes(something)).isFalse();
            assertThat(filter(name + " is not null").passes(something)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "speed between 12.5 and 20        | true",
                "speed between 10 and 12.5        | true",
                "speed between 20 and 10          | false",
                "speed not between 13 and 20      | true",
                "speed in (1, 12.5)               | true",
                "speed not in (1, 12.5)           | false",
                "speed != 12.5                    | false",
                "kind = 'it''s'                   | true",
                "kind = 'It''s'                   | false",
                "kind > 'is'                      | true",
                "kind < 'is'                      | false",
                "kind in ('a', 'b')               | false",
                "lanes >= 3 AND Lanes IS NULL     | error",
                "lanes >= 3 AND a or b            | true",
                "not b or lanes = 3 and a         | true",
                "not (b or lanes = 3) and a       | false",
            })
    void shouldReadConditionsAsPeopleMeanThem(String condition, String expected) {
        Row row = row(true, true, 12.5, 3L, "it's");
        if (expected.equals("error")) {
            assertThatThrownBy(() -> filter(condition)).hasMessageContaining("'Lanes' is not a field");
        } else {
            assertThat(filter(condition).passes(row)).isEqualTo(Boolean.parseBoolean(expected));
        }
    }

    /** As in SQL and in the range check; a detector that reports −0 measured zero. */
    @Test
    void shouldTakeMinusZeroForZero() {
        Row row = row(null, null, -0.0, null, null);
        assertThat(filter("speed = 0").passes(row)).isTrue();
        assertThat(filter("speed >= 0").passes(row)).isTrue();
        assertThat(filter("speed < 0").passes(row)).isFalse();
        assertThat(filter("speed in (1, 0)").passes(row)).isTrue();
        assertThat(filter("speed = -0").passes(row(null, null, 0.0, null, null)))
                .isTrue();
    }

    @Test
    void shouldCompareWithTextsThatNoObservationEverHad() {
        Row row = row(null, null, null, null, "x");
        assertThat(filter("kind = 'never seen'").passes(row)).isFalse();
        assertThat(filter("kind <> 'never seen'").passes(row)).isTrue();
        assertThat(filter("kind <> 'not\0storable'").passes(row)).isTrue();
    }

    @Test
    void shouldTakeLongLists() {
        String list = IntStream.range(0, 50_000).mapToObj(i -> "'k" + i + "'").collect(joining(", "));
        Filter filter = filter("kind in (" + list + ")");
        assertThat(filter.passes(row(null, null, null, null, "k49999"))).isTrue();
        assertThat(filter.passes(row(null, null, null, null, "k50000"))).isFalse();
        assertThat(filter.test(row(null, null, null, null, null))).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldAgreeWithSqlOnRandomConditions(long seed) {
        var random = new Random(seed);
        int[] answers = new int[3];
        for (int round = 0; round < 300; round++) {
            // Given
            Dataset dataset = RandomDatasets.next(random);
            Schema schema = dataset.schema();
            Sql sql = Sql.random(schema, 1 + random.nextInt(4), random);
            var texts = new Dictionary();
            Filter filter = new FilterCompiler(schema, texts).compile(ConditionParser.parse(sql.text(), schema));
            for (int i = 0; i < 30; i++) {
                @Nullable Object[] values = RandomValues.next(schema, random);
                // When
                int actual = filter.test(row(dataset, texts, values));
                // Then
                assertThat(actual)
                        .as("%s on %s", sql.text(), Arrays.toString(values))
                        .isEqualTo(code(sql.on(named(schema, values))));
                answers[actual]++;
            }
        }
        assertThat(answers).as("false, unknown, true").satisfies(all -> {
            for (int answer : all) {
                assertThat(answer).isGreaterThan(200);
            }
        });
    }

    private Filter filter(String condition) {
        return new FilterCompiler(CASES.schema(), dictionary).compile(ConditionParser.parse(condition, CASES.schema()));
    }

    private Row row(
            @Nullable Boolean a,
            @Nullable Boolean b,
            @Nullable Double speed,
            @Nullable Long lanes,
            @Nullable String kind) {
        return row(CASES, dictionary, new @Nullable Object[] {AROUND_MS, "north", a, b, speed, lanes, kind});
    }

    private static Row row(Dataset dataset, Dictionary dictionary, @Nullable Object[] values) {
        boolean[] needed = new boolean[values.length];
        Arrays.fill(needed, true);
        var reader = ObservationReader.of(dataset, needed, dictionary);
        byte[] record = new ObservationEncoder(dataset.schema()).encode(values);
        assertThat(reader.read(record, AROUND_MS + 3_600_000)).isNull();
        return reader.row();
    }

    private static Map<String, @Nullable Object> named(Schema schema, @Nullable Object[] values) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(schema.field(i).name(), values[i]);
        }
        return named;
    }

    private static @Nullable Boolean truth(String word) {
        return word.equals("null") ? null : (Boolean) Boolean.parseBoolean(word);
    }

    private static int code(@Nullable Boolean truth) {
        return truth == null ? Truth.UNKNOWN : Truth.of(truth);
    }
}
