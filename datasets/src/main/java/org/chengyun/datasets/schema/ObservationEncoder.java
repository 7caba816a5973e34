package org.chengyun.datasets.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations as Kafka carries them (see {@link Schema}). Reuses its buffer: not thread-safe, one per thread.
 */
public final class ObservationEncoder {
    private final Schema schema;
    private byte[] buffer = new byte[256];
    private int length;

    public ObservationEncoder(Schema schema) {
        this.schema = schema;
    }

    /**
     * Encodes one observation.
     *
     * @param values one per field in schema order: String for text, Number for numbers, Long (epoch ms) for times,
     *     Boolean, or null where the field is not required
     * @throws IllegalArgumentException if a required value is missing or a number is not finite: the decoder must have
     *     rejected that
     */
    public byte[] encode(@Nullable Object[] values) {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException("%d values for %d fields".formatted(values.length, schema.size()));
        }
        length = 0;
        writeByte(0xc3);
        writeByte(0x01);
        writeFixed(schema.fingerprint());
        for (int i = 0; i < values.length; i++) {
            writeField(schema.field(i), values[i]);
        }
        return Arrays.copyOf(buffer, length);
    }

    private void writeField(Field field, @Nullable Object value) {
        if (value == null) {
            if (field.required()) {
                throw new IllegalArgumentException("no value for required field " + field.name());
            }
            writeVarint(0);
            return;
        }
        if (!field.required()) {
            writeVarint(1);
        }
        switch (field.type()) {
            case TEXT -> writeText((String) value);
            case NUMBER -> writeNumber(field, ((Number) value).doubleValue());
            case INTEGER, TIME -> writeVarint(((Number) value).longValue());
            case BOOLEAN -> writeByte((Boolean) value ? 1 : 0);
        }
    }

    private void writeNumber(Field field, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s".formatted(field.name(), value));
        }
        writeFixed(Double.doubleToRawLongBits(value));
    }

    private void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, buffer, length, utf8.length);
        length += utf8.length;
    }

    private void writeFixed(long value) {
        reserve(8);
        for (int shift = 0; shift < 64; shift += 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    /** Zigzag, then base 128, low group first. */
    private void writeVarint(long value) {
        long rest = (value << 1) ^ (value >> 63);
        reserve(10);
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void writeByte(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
