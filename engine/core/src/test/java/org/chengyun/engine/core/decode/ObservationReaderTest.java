package org.chengyun.engine.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.engine.core.given.RandomDatasets.field;
import static org.chengyun.engine.core.given.RandomDatasets.ranged;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.RandomValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationReaderTest {
    private static final long TOLERANCE_MS = 600_000;
    private static final Dataset READINGS = RandomDatasets.of(List.of(
            field("at", ValueType.TIME, true),
            field("place", ValueType.TEXT, true),
            ranged("speed", 0, 250),
            field("lanes", ValueType.INTEGER, false),
            field("wet", ValueType.BOOLEAN, false),
            field("note", ValueType.TEXT, false)));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldReadWhatWasWritten(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            // Given
            Dataset dataset = RandomDatasets.next(random);
            boolean[] needed = new boolean[dataset.schema().size()];
            for (int i = 0; i < needed.length; i++) {
                needed[i] = random.nextBoolean();
            }
            var dictionary = new Dictionary();
            var reader = ObservationReader.of(dataset, needed, dictionary);
            var encoder = new ObservationEncoder(dataset.schema());
            for (int record = 0; record < 50; record++) {
                @Nullable Object[] values = RandomValues.next(dataset.schema(), random);
                // When
                Rejection rejection = reader.read(encoder.encode(values), AROUND_MS + 3_600_000);
                // Then
                assertThat(rejection).isNull();
                assertThat(reader.row().eventTimeMs()).isEqualTo(values[dataset.eventTimeIndex()]);
                assertRow(dataset.schema(), needed, values, reader.row(), dictionary);
            }
        }
    }

    private static void assertRow(
            Schema schema, boolean[] needed, @Nullable Object[] values, Row row, Dictionary dictionary) {
        for (int i = 0; i < values.length; i++) {
            assertThat(row.present(i)).isEqualTo(values[i] != null);
            switch (values[i]) {
                case null -> {}
                case String text -> {
                    if (needed[i]) {
                        assertThat(dictionary.text(row.code(i))).isEqualTo(text);
                    }
                }
                case Boolean bool -> assertThat(row.code(i)).isEqualTo(bool ? 1 : 0);
                case Number number -> assertThat(row.number(i)).isEqualTo(number.doubleValue());
                default -> throw new IllegalStateException(schema.field(i).name());
            }
        }
    }

    @Test
    void shouldSkipTextsThatNobodyNeeds() {
        // Given
        var dictionary = new Dictionary();
        boolean[] onlyPlace = {false, true, false, false, false, false};
        var reader = ObservationReader.of(READINGS, onlyPlace, dictionary);
        // When
        for (int i = 0; i < 100; i++) {
            assertThat(reader.read(encode(AROUND_MS, "north", 50.0, 2L, true, "note " + i), AROUND_MS))
                    .isNull();
        }
        // Then
        assertThat(dictionary.size()).isEqualTo(1);
        assertThat(dictionary.text(reader.row().code(1))).isEqualTo("north");
    }

    @Test
    void shouldReadWhatWasWrittenBeforeFieldsWereAppended() {
        // Given
        var older = new Schema(READINGS.id(), READINGS.schema().fields().subList(0, 4));
        byte[] written = new ObservationEncoder(older).encode(new @Nullable Object[] {AROUND_MS, "north", 50.0, 2L});
        ObservationReader reader = reader();
        assertThat(reader.read(encode(AROUND_MS, "south", 60.0, 3L, true, "rain"), AROUND_MS))
                .isNull();
        // When
        Rejection rejection = reader.read(written, AROUND_MS);
        // Then
        assertThat(rejection).isNull();
        assertThat(reader.row().number(3)).isEqualTo(2);
        assertThat(reader.row().present(4)).isFalse();
        assertThat(reader.row().present(5)).isFalse();
    }

    @Test
    void shouldNotReadWhatLacksARequiredField() {
        var older = new Schema(READINGS.id(), READINGS.schema().fields().subList(0, 1));
        byte[] written = new ObservationEncoder(older).encode(new @Nullable Object[] {AROUND_MS});

        assertThat(read(written)).isEqualTo(Rejection.SCHEMA_UNKNOWN);
    }

    @Test
    void shouldReadTheLargestAndSmallestNumbers() {
        for (long lanes : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 63, 64, -64, -65, 1L << 53}) {
            ObservationReader reader = reader();
            assertThat(reader.read(encode(AROUND_MS, "north", 50.0, lanes, null, null), AROUND_MS))
                    .isNull();
            assertThat(reader.row().number(3)).isEqualTo((double) lanes);
        }
    }

    @Test
    void shouldAcceptEventTimesUpToTheToleranceAndNotBefore1970() {
        assertThat(read(encode(AROUND_MS + TOLERANCE_MS, "north", 50.0, null, null, null)))
                .isNull();
        assertThat(read(encode(AROUND_MS + TOLERANCE_MS + 1, "north", 50.0, null, null, null)))
                .isEqualTo(Rejection.TIME_IN_FUTURE);
        assertThat(read(encode(0L, "north", 50.0, null, null, null))).isNull();
        assertThat(read(encode(-1L, "north", 50.0, null, null, null))).isEqualTo(Rejection.TIME_IMPLAUSIBLE);
        assertThat(read(encode(Long.MIN_VALUE, "north", 50.0, null, null, null)))
                .isEqualTo(Rejection.TIME_IMPLAUSIBLE);
        assertThat(read(encode(Long.MAX_VALUE, "north", 50.0, null, null, null)))
                .isEqualTo(Rejection.TIME_IN_FUTURE);
    }

    @Test
    void shouldAcceptTheEndsOfARange() {
        assertThat(read(encode(AROUND_MS, "north", 0.0, null, null, null))).isNull();
        assertThat(read(encode(AROUND_MS, "north", -0.0, null, null, null))).isNull();
        assertThat(read(encode(AROUND_MS, "north", 250.0, null, null, null))).isNull();
        assertThat(read(encode(AROUND_MS, "north", Math.nextUp(250.0), null, null, null)))
                .isEqualTo(Rejection.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALUE_MISSING", "TYPE_MISMATCH"})
    void shouldNameEveryReasonOfRejection(Rejection reason) {
        byte[] good = encode(AROUND_MS, "north", 50.0, null, null, "note");
        byte[] bad = switch (reason) {
            case RECORD_MALFORMED -> Arrays.copyOf(good, good.length - 1);
            case SCHEMA_UNKNOWN -> with(good, 5, good[5] + 1);
            case VALUE_NOT_FINITE -> with(good, indexOf(good, "north") + 5 + 6, 0xf0, 0x7f);
            case OUT_OF_RANGE -> encode(AROUND_MS, "north", 250.5, null, null, null);
            case TEXT_MALFORMED -> with(good, indexOf(good, "north"), 0xff);
            case TIME_IN_FUTURE -> encode(AROUND_MS + TOLERANCE_MS + 1, "north", 50.0, null, null, null);
            case TIME_IMPLAUSIBLE -> encode(-1L, "north", 50.0, null, null, null);
            case VALUE_MISSING, TYPE_MISMATCH -> throw new IllegalStateException("Avro has no word for it");
        };
        assertThat(read(good)).isNull();
        assertThat(read(bad)).isEqualTo(reason);
    }

    @Test
    void shouldRejectWhatIsNoRecordAtAll() {
        byte[] good = encode(AROUND_MS, "north", 50.0, null, null, null);
        assertThat(read(null)).isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(new byte[0])).isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read("{\"at\": 1}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(with(good, 0, 0xc4))).isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(with(good, 1, 2))).isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(Arrays.copyOf(good, 10))).as("header only").isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(Arrays.copyOf(good, good.length + 1)))
                .as("one byte too many")
                .isEqualTo(Rejection.RECORD_MALFORMED);
    }

    @Test
    void shouldRejectLengthsAndBranchesThatLie() {
        byte[] good = encode(AROUND_MS, "north", 50.0, null, null, "note");
        int length = indexOf(good, "north") - 1;
        assertThat(read(with(good, length, 9))).as("length -5").isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(with(good, length, 0x7e))).as("length 63").isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(with(good, indexOf(good, "note") - 2, 4)))
                .as("branch 2 of a union of two")
                .isEqualTo(Rejection.RECORD_MALFORMED);
        assertThat(read(with(encode(AROUND_MS, "north", 50.0, null, true, "note"), good.length - 6, 2)))
                .as("boolean 2")
                .isEqualTo(Rejection.RECORD_MALFORMED);
    }

    @Test
    void shouldRejectTextsThatTheDatabaseCannotStore() {
        assertThat(read(encode(AROUND_MS, "no\0rth", 50.0, null, null, null))).isEqualTo(Rejection.TEXT_MALFORMED);
    }

    /** Their squares would overflow (or underflow, which PostgreSQL calls an error) and spoil every later merge. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.MAX_VALUE, -1e101, 1e-101, -Double.MIN_VALUE})
    void shouldRejectNumbersWhoseSquaresAreNone(double value) {
        Dataset free = RandomDatasets.of(List.of(
                field("at", ValueType.TIME, true),
                field("place", ValueType.TEXT, true),
                field("hours", ValueType.NUMBER, true)));
        var encoder = new ObservationEncoder(free.schema());
        var reader = ObservationReader.of(free, new boolean[3], new Dictionary());
        assertThat(reader.read(encoder.encode(new Object[] {AROUND_MS, "north", value}), AROUND_MS))
                .isEqualTo(Rejection.OUT_OF_RANGE);
        assertThat(reader.read(
                        encoder.encode(new Object[] {AROUND_MS, "north", Math.signum(value) * 1e100}), AROUND_MS))
                .isNull();
        assertThat(reader.read(encoder.encode(new Object[] {AROUND_MS, "north", -0.0}), AROUND_MS))
                .isNull();
    }

    @Test
    void shouldKeepTheEventTimeOfTheLastGoodRecordWhenAnotherIsRejected() {
        ObservationReader reader = reader();
        reader.read(encode(AROUND_MS, "north", 50.0, null, null, null), AROUND_MS);
        assertThat(reader.read(encode(AROUND_MS * 2, "north", 50.0, null, null, null), AROUND_MS))
                .isEqualTo(Rejection.TIME_IN_FUTURE);
        assertThat(reader.row().eventTimeMs()).isEqualTo(AROUND_MS);
    }

    private static @Nullable Rejection read(byte @Nullable [] record) {
        return reader().read(record, AROUND_MS);
    }

    private static ObservationReader reader() {
        boolean[] all = new boolean[READINGS.schema().size()];
        Arrays.fill(all, true);
        return ObservationReader.of(READINGS, all, new Dictionary());
    }

    private static byte[] encode(@Nullable Object... values) {
        return new ObservationEncoder(READINGS.schema()).encode(values);
    }

    private static byte[] with(byte[] record, int at, int... replaced) {
        byte[] copy = record.clone();
        for (int i = 0; i < replaced.length; i++) {
            copy[at + i] = (byte) replaced[i];
        }
        return copy;
    }

    private static int indexOf(byte[] record, String text) {
        return new String(record, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
