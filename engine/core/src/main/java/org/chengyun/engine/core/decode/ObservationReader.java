package org.chengyun.engine.core.decode;

import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Reads observations as {@link org.chengyun.datasets.schema.ObservationEncoder} wrote them into one reused {@link Row},
 * keeping only the fields that somebody needs. Bad bytes are an answer, never an exception.
 *
 * <p>Not thread-safe: the poll thread owns it, its row and its dictionary.
 */
public final class ObservationReader {
    private static final int HEADER = 10;
    private static final long YEAR_1970 = 0;
    /**
     * Beyond these magnitudes the moments leave the range of a double: the square of a deviation overflows, or becomes a
     * zero that is none, which PostgreSQL refuses as underflow. One such number would spoil every later merge.
     */
    private static final double LARGEST = 1e100;

    private static final double SMALLEST = 1e-100;

    private final Schema schema;
    private final boolean[] needed;
    private final int eventTime;
    private final long futureToleranceMs;
    private final Dictionary dictionary;
    private final Row row;

    private byte[] buffer = new byte[0];
    private int at;
    private int end;
    private @Nullable Rejection rejection;

    /** @param needed by field index: whether any metric looks at the field */
    public ObservationReader(Dataset dataset, boolean[] needed, Dictionary dictionary) {
        this.schema = dataset.schema();
        this.needed = needed.clone();
        this.eventTime = dataset.eventTimeIndex();
        this.futureToleranceMs = dataset.futureTolerance().toMillis();
        this.dictionary = dictionary;
        this.row = new Row(schema.size());
    }

    public Row row() {
        return row;
    }

    /**
     * Reads one record into {@link #row()}.
     *
     * @param nowMs the clock, against which event time may not lie in the future
     * @return null if the row is good, else why it is not
     */
    public @Nullable Rejection read(byte @Nullable [] value, long nowMs) {
        rejection = null;
        if (value == null || value.length < HEADER || value[0] != (byte) 0xc3 || value[1] != 1) {
            return Rejection.RECORD_MALFORMED;
        }
        buffer = value;
        end = value.length;
        at = 2;
        if (readFixed() != schema.fingerprint()) {
            return Rejection.SCHEMA_UNKNOWN;
        }
        for (int i = 0; i < schema.size() && rejection == null; i++) {
            readField(i, schema.field(i));
        }
        if (rejection == null && at != end) {
            return Rejection.RECORD_MALFORMED;
        }
        return rejection != null ? rejection : checkTime(nowMs);
    }

    private @Nullable Rejection checkTime(long nowMs) {
        long eventTimeMs = row.longs[eventTime];
        if (eventTimeMs < YEAR_1970) {
            return Rejection.TIME_IMPLAUSIBLE;
        }
        if (eventTimeMs > nowMs + futureToleranceMs) {
            return Rejection.TIME_IN_FUTURE;
        }
        row.eventTimeMs = eventTimeMs;
        return null;
    }

    private void readField(int index, Field field) {
        row.present[index] = field.required() || readUnionBranch();
        if (!row.present[index]) {
            return;
        }
        switch (field.type()) {
            case TEXT -> readText(index);
            case NUMBER -> readNumber(index, field);
            case INTEGER, TIME -> readInteger(index, field);
            case BOOLEAN -> row.codes[index] = readBoolean();
        }
    }

    private boolean readUnionBranch() {
        long branch = readVarint();
        if (branch != 0 && branch != 1) {
            reject(Rejection.RECORD_MALFORMED);
        }
        return branch == 1;
    }

    private void readText(int index) {
        long length = readVarint();
        if (length < 0 || length > end - at) {
            reject(Rejection.RECORD_MALFORMED);
            return;
        }
        if (needed[index]) {
            row.codes[index] = dictionary.code(buffer, at, (int) length);
            if (row.codes[index] == Dictionary.MALFORMED) {
                reject(Rejection.TEXT_MALFORMED);
            }
        }
        at += (int) length;
    }

    private void readNumber(int index, Field field) {
        if (end - at < 8) {
            reject(Rejection.RECORD_MALFORMED);
            return;
        }
        double value = Double.longBitsToDouble(readFixed());
        row.numbers[index] = value;
        if (!Double.isFinite(value)) {
            reject(Rejection.VALUE_NOT_FINITE);
        } else if (!field.accepts(value) || !isComputable(value)) {
            reject(Rejection.OUT_OF_RANGE);
        }
    }

    private static boolean isComputable(double value) {
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= SMALLEST && magnitude <= LARGEST);
    }

    private void readInteger(int index, Field field) {
        long value = readVarint();
        row.longs[index] = value;
        row.numbers[index] = value;
        if (field.type() == ValueType.INTEGER && rejection == null && !field.accepts((double) value)) {
            reject(Rejection.OUT_OF_RANGE);
        }
    }

    private int readBoolean() {
        if (at >= end || buffer[at] < 0 || buffer[at] > 1) {
            reject(Rejection.RECORD_MALFORMED);
            return 0;
        }
        return buffer[at++];
    }

    private long readFixed() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (buffer[at++] & 0xffL) << shift;
        }
        return value;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                break;
            }
            byte b = buffer[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        reject(Rejection.RECORD_MALFORMED);
        return 0;
    }

    private void reject(Rejection reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }
}
