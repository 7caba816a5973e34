package org.chengyun.engine.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.RandomValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON is read as Jackson reads it, and refused where Jackson refuses it. */
class JsonReaderTest {
    private static final long NOW_MS = AROUND_MS + 3_600_000;
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Dataset READINGS = RandomDatasets.of(
            Encoding.JSON,
            List.of(
                    RandomDatasets.field("at", ValueType.TIME, true),
                    RandomDatasets.field("place", ValueType.TEXT, true),
                    RandomDatasets.field("speed", ValueType.NUMBER, false),
                    RandomDatasets.field("lanes", ValueType.INTEGER, false),
                    RandomDatasets.field("wet", ValueType.BOOLEAN, false)));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shouldReadWhatJacksonWrote(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            Dataset dataset = RandomDatasets.next(Encoding.JSON, random);
            boolean[] needed = new boolean[dataset.schema().size()];
            Arrays.fill(needed, true);
            var dictionary = new Dictionary();
            var reader = ObservationReader.of(dataset, needed, dictionary);
            for (int record = 0; record < 50; record++) {
                @Nullable Object[] values = RandomValues.next(dataset.schema(), random);
                byte[] json = json(dataset.schema(), values, random);

                Rejection rejection = reader.read(json, NOW_MS);

                assertThat(rejection).as(text(json)).isNull();
                assertRow(values, reader.row(), dictionary);
            }
        }
    }

    private static byte[] json(Schema schema, @Nullable Object[] values, Random random) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null || random.nextBoolean()) {
                members.add(
                        "\"%s\"%s:%s".formatted(name(schema.field(i), random), space(random), text(values[i], random)));
            }
        }
        if (random.nextInt(3) == 0) {
            members.add("""
                    "x%d": {"deep": [1, -2.5e+3, {"a": null}, [], {}, "q\\"\\u00e9\\\\"], "yes": true, "no": false}""".formatted(random.nextInt(3)));
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(members, random);
        }
        String json =
                "{" + space(random) + String.join(space(random) + "," + space(random), members) + "}" + space(random);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Field field, Random random) {
        return random.nextInt(8) > 0
                ? field.name()
                : "\\u%04x%s"
                        .formatted((int) field.name().charAt(0), field.name().substring(1));
    }

    private static String text(@Nullable Object value, Random random) {
        if (value instanceof Long whole && random.nextInt(4) == 0) {
            return whole + ".0";
        }
        if (value instanceof String text && random.nextInt(4) == 0) {
            var escaped = new StringBuilder("\"");
            text.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));
            return escaped.append('"').toString();
        }
        return JACKSON.writeValueAsString(value);
    }

    private static String space(Random random) {
        return new String[] {"", "", "", " ", "\n\t", "\r\n"}[random.nextInt(6)];
    }

    private static void assertRow(@Nullable Object[] values, Row row, Dictionary dictionary) {
        for (int i = 0; i < values.length; i++) {
            assertThat(row.present(i)).isEqualTo(values[i] != null);
            switch (values[i]) {
                case null -> {}
                case String text -> assertThat(dictionary.text(row.code(i))).isEqualTo(text);
                case Boolean bool -> assertThat(row.code(i)).isEqualTo(bool ? 1 : 0);
                case Number number -> assertThat(row.number(i)).isEqualTo(number.doubleValue());
                default -> fail("unexpected value");
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldRefuseWhatIsNotJson(long seed) {
        var random = new Random(seed);
        var reader = reader();
        int refused = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] json = json(READINGS.schema(), RandomValues.next(READINGS.schema(), random), random);
            byte[] damaged = damaged(json, random);

            Rejection rejection = reader.read(damaged, NOW_MS);

            if (!isJson(damaged)) {
                refused++;
                assertThat(rejection).as(text(damaged)).isNotNull();
            } else {
                assertThat(rejection).as(text(damaged)).isNotEqualTo(Rejection.RECORD_MALFORMED);
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static byte[] damaged(byte[] json, Random random) {
        String marks = "{}[]\",:\\ \t\n\u0001-+.0123456789eEtrufalsn";
        byte mark = (byte) marks.charAt(random.nextInt(marks.length()));
        int at = random.nextInt(json.length);
        if (json[at] < 0) {
            // A character is changed as a whole or not at all: what is not UTF-8 is another test's.
            return json;
        }
        byte[] head = Arrays.copyOf(json, at);
        return switch (random.nextInt(4)) {
            case 0 -> head;
            case 1 -> joined(head, new byte[] {mark}, Arrays.copyOfRange(json, at + 1, json.length));
            case 2 -> joined(json, new byte[] {mark}, new byte[0]);
            default -> joined(head, new byte[0], Arrays.copyOfRange(json, at + 1, json.length));
        };
    }

    private static byte[] joined(byte[] head, byte[] middle, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
        return all;
    }

    private static boolean isJson(byte[] bytes) {
        try {
            JsonNode node = JACKSON.readTree(bytes);
            return node.isObject();
        } catch (Exception e) {
            return false;
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|value-missing",
                "[]|record-malformed",
                "`{\"at\":1,\"place\":null}`|value-missing",
                "`{\"at\":\"1\",\"place\":\"p\"}`|type-mismatch",
                "`{\"at\":1.5,\"place\":\"p\"}`|type-mismatch",
                "`{\"at\":1e2147483648,\"place\":\"p\"}`|type-mismatch",
                "`{\"at\":1,\"place\":5}`|type-mismatch",
                "`{\"at\":1,\"place\":\"p\",\"speed\":\"fast\"}`|type-mismatch",
                "`{\"at\":1,\"place\":\"p\",\"wet\":1}`|type-mismatch",
                "`{\"at\":1,\"place\":\"p\",\"speed\":1e999}`|value-not-finite",
                "`{\"at\":1,\"place\":\"p\",\"speed\":1e101}`|out-of-range",
                "`{\"at\":-1,\"place\":\"p\"}`|time-implausible",
                "`{\"at\":99999999999999,\"place\":\"p\"}`|time-in-future",
                "`{\"at\":1,\"place\":\"p\",\"at\":1}`|record-malformed",
                "`{\"at\":1,\"place\":\"a\\u0000b\"}`|text-malformed",
                "`{\"at\":1,\"place\":\"\\ud800\"}`|text-malformed",
                "`{\"at\":1,\"place\":\"p\",\"speed\":NaN}`|record-malformed",
            })
    void shouldSayWhy(String json, String reason) {
        assertThat(reader().read(json.getBytes(StandardCharsets.UTF_8), NOW_MS))
                .isNotNull()
                .extracting(Rejection::code)
                .isEqualTo(reason);
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        byte[] json = "{\"at\":1,\"place\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        json[json.length - 3] = (byte) 0xc3;
        assertThat(reader().read(json, NOW_MS)).isEqualTo(Rejection.TEXT_MALFORMED);
    }

    @Test
    void shouldRefuseNestingWithoutEndInsteadOfOverflowing() {
        String deep = "{\"x\":" + "[".repeat(1_000_000);
        assertThat(reader().read(deep.getBytes(StandardCharsets.UTF_8), NOW_MS)).isEqualTo(Rejection.RECORD_MALFORMED);
    }

    @Test
    void shouldReadEveryNumberToTheLastBit() {
        var random = new Random(42);
        var json = new JsonScanner();
        for (int i = 0; i < 500_000; i++) {
            String text = number(random);
            json.bytes = text.getBytes(StandardCharsets.US_ASCII);
            json.at = 0;
            json.end = json.bytes.length;
            json.number();
            assertThat(json.at).as(text).isEqualTo(json.end);
            if (Double.doubleToRawLongBits(json.asDouble()) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
                fail("%s was read as %s".formatted(text, json.asDouble()));
            }
        }
    }

    private static String number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> String.valueOf(Double.longBitsToDouble(random.nextLong() & 0x7fef_ffff_ffff_ffffL));
            case 1 -> "%d.%d".formatted(random.nextInt(), random.nextInt(1_000_000));
            case 2 -> "-0.%s%d".formatted("0".repeat(random.nextInt(30)), random.nextLong(Long.MAX_VALUE));
            default -> "%de%d".formatted(random.nextLong(), random.nextInt(60) - 30);
        };
    }

    private static ObservationReader reader() {
        return ObservationReader.of(READINGS, new boolean[] {true, true, true, true, true}, new Dictionary());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
