package org.chengyun.datasets.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.avro.Schema.Parser;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our bytes against the Avro library's. */
class ObservationEncoderTest {
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (ValueType type : ValueType.values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            fields.add(new Field("must_" + name, type, false, true, null, null, null, false));
            fields.add(new Field("may_" + name, type, false, false, null, null, null, false));
        }
        return new Schema("air-quality", fields);
    }

    private static org.apache.avro.Schema avro() {
        return new Parser().parse(SCHEMA.avroJson());
    }

    @Test
    void shouldWriteTheSchemaInCanonicalForm() {
        assertThat(SCHEMA.avroJson()).isEqualTo(SchemaNormalization.toParsingForm(avro()));
    }

    @Test
    void shouldFingerprintAsAvroDoes() {
        assertThat(SCHEMA.fingerprint()).isEqualTo(SchemaNormalization.parsingFingerprint64(avro()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Avro", "气温", "the quick brown fox"})
    void shouldFingerprintAnyBytesAsAvroDoes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Fingerprint.of(bytes)).isEqualTo(SchemaNormalization.fingerprint64(bytes));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldWriteTheBytesThatAvroWritesAndReads(long seed) throws IOException {
        var random = new Random(seed);
        var ours = new ObservationEncoder(SCHEMA);
        var theirs = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), avro());
        var decoder = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), avro());
        for (int i = 0; i < 500; i++) {
            // Given
            @Nullable Object[] values = values(random);
            GenericRecord record = record(values);
            // When
            byte[] bytes = ours.encode(values);
            // Then
            ByteBuffer encoded = theirs.encode(record);
            byte[] expected = new byte[encoded.remaining()];
            encoded.get(expected);
            assertThat(bytes).isEqualTo(expected);
            assertThat(decoder.decode(bytes).toString()).isEqualTo(record.toString());
        }
    }

    private static @Nullable Object[] values(Random random) {
        @Nullable Object[] values = new @Nullable Object[SCHEMA.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = SCHEMA.field(i);
            values[i] = !field.required() && random.nextInt(3) == 0 ? null : value(field.type(), random);
        }
        return values;
    }

    private static Object value(ValueType type, Random random) {
        return switch (type) {
            case TEXT ->
                random.ints(random.nextInt(300), 0, 0x2fa1f)
                        .filter(c -> c < 0xd800 || c > 0xdfff)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            case NUMBER -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
            case INTEGER, TIME -> random.nextLong() >> random.nextInt(64);
            case BOOLEAN -> random.nextBoolean();
        };
    }

    private static GenericRecord record(@Nullable Object[] values) {
        var record = new GenericData.Record(avro());
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldWriteTheEdgesOfWholeNumbers(long number) throws IOException {
        var schema = new Schema("x", List.of(new Field("n", ValueType.INTEGER, false, true, null, null, null, false)));
        var avro = new Parser().parse(schema.avroJson());

        byte[] bytes = new ObservationEncoder(schema).encode(new @Nullable Object[] {number});

        GenericRecord read = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), avro).decode(bytes);
        assertThat(read.get("n")).isEqualTo(number);
    }

    @Test
    void shouldRefuseWhatADecoderMustHaveRejected() {
        var schema = new Schema(
                "x",
                List.of(
                        new Field("at", ValueType.TIME, false, true, null, null, null, false),
                        new Field("speed", ValueType.NUMBER, false, false, null, null, null, false)));
        var encoder = new ObservationEncoder(schema);

        assertThatThrownBy(() -> encoder.encode(new @Nullable Object[] {null, 1.0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("required field at");
        assertThatThrownBy(() -> encoder.encode(new @Nullable Object[] {1L, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed is NaN");
        assertThatThrownBy(() -> encoder.encode(new @Nullable Object[] {1L}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for 2 fields");
    }

    @Test
    void shouldStartAfreshAfterARefusal() {
        var encoder = new ObservationEncoder(SCHEMA);
        @Nullable Object[] good = values(new Random(4));
        byte[] before = encoder.encode(good);
        @Nullable Object[] bad = good.clone();
        bad[bad.length - 2] = null;

        assertThatThrownBy(() -> encoder.encode(bad)).isInstanceOf(IllegalArgumentException.class);

        assertThat(encoder.encode(good)).isEqualTo(before);
    }

    @Test
    void shouldKnowTheRangeOfAField() {
        var field = new Field("speed", ValueType.NUMBER, false, false, "km/h", 0.0, 250.0, false);

        assertThat(field.accepts(0)).isTrue();
        assertThat(field.accepts(250)).isTrue();
        assertThat(field.accepts(250.1)).isFalse();
        assertThat(field.accepts(-0.1)).isFalse();
        assertThat(new Field("x", ValueType.NUMBER, false, false, null, null, null, false).accepts(-1e300))
                .isTrue();
    }
}
