package org.chengyun.engine.core.decode;

import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.sketch.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * Reads the observations of a dataset into one reused {@link Row}, keeping only the fields that somebody needs. Bad bytes
 * are an answer, never an exception.
 *
 * <p>Not thread-safe: the poll thread owns it, its row and its dictionary.
 */
public abstract sealed class ObservationReader permits AvroReader, JsonReader {
    private static final long YEAR_1970 = 0;
    /**
     * Beyond these magnitudes the moments leave the range of a double: the square of a deviation overflows, or becomes a
     * zero that is none, which PostgreSQL refuses as underflow. One such number would spoil every later merge.
     */
    private static final double LARGEST = 1e100;

    private static final double SMALLEST = 1e-100;

    final Schema schema;
    final Field[] fields;
    /** Range by field, infinite where it has no end: a field's own is boxed. */
    private final double[] smallest;

    private final double[] largest;
    /** Texts to be read, for their code, their hash or as they are. */
    final boolean[] needed;

    private final boolean[] coded;
    private final boolean[] hashed;
    /** Texts by which repetitions are known. */
    private final boolean[] keys;

    final Dictionary dictionary;
    final Row row;
    private final int eventTime;
    private final long futureToleranceMs;

    byte[] buffer = new byte[0];
    /** Next byte to read. */
    int at;
    /** Behind the last byte of the record. */
    int end;

    @Nullable
    Rejection rejection;

    ObservationReader(Dataset dataset, boolean[] coded, boolean[] hashed, Dictionary dictionary) {
        this.schema = dataset.schema();
        this.fields = schema.fields().toArray(Field[]::new);
        this.smallest = new double[fields.length];
        this.largest = new double[fields.length];
        for (int i = 0; i < fields.length; i++) {
            smallest[i] = fields[i].min() == null ? Double.NEGATIVE_INFINITY : fields[i].min();
            largest[i] = fields[i].max() == null ? Double.POSITIVE_INFINITY : fields[i].max();
        }
        this.coded = coded.clone();
        this.hashed = hashed.clone();
        this.keys = new boolean[fields.length];
        dataset.dedupe().ifPresent(dedupe -> dedupe.by().forEach(field -> keys[schema.indexOf(field)] = true));
        this.needed = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            needed[i] = coded[i] || hashed[i] || keys[i];
        }
        this.eventTime = dataset.eventTimeIndex();
        this.futureToleranceMs = dataset.futureTolerance().toMillis();
        this.dictionary = dictionary;
        this.row = new Row(schema.size());
    }

    /** @param coded by field index: whether any metric looks at the field */
    public static ObservationReader of(Dataset dataset, boolean[] coded, Dictionary dictionary) {
        return of(dataset, coded, new boolean[coded.length], dictionary);
    }

    /**
     * A reader of observations.
     *
     * @param coded by field index: whether any metric compares the field or groups by it
     * @param hashed by field index: whether any metric wants no more of a text than its hash. The dictionary, which keeps
     *     every text, then need not know it
     */
    public static ObservationReader of(Dataset dataset, boolean[] coded, boolean[] hashed, Dictionary dictionary) {
        return switch (dataset.encoding()) {
            case AVRO -> new AvroReader(dataset, coded, hashed, dictionary);
            case JSON -> new JsonReader(dataset, coded, hashed, dictionary);
        };
    }

    public final Row row() {
        return row;
    }

    /** Reads a whole array, see {@link #read(byte[], int, int, long)}; no value is a malformed record. */
    public final @Nullable Rejection read(byte @Nullable [] value, long nowMs) {
        return value == null ? Rejection.RECORD_MALFORMED : read(value, 0, value.length, nowMs);
    }

    /**
     * Reads one record into {@link #row()}.
     *
     * @param nowMs the clock, against which event time may not lie in the future
     * @return null if the row is good, else why it is not
     */
    public final @Nullable Rejection read(byte[] bytes, int offset, int length, long nowMs) {
        buffer = bytes;
        at = offset;
        end = offset + length;
        rejection = null;
        readRecord();
        if (rejection == null && at != end) {
            return Rejection.RECORD_MALFORMED;
        }
        return rejection != null ? rejection : checkTime(nowMs);
    }

    /** Reads from {@link #at} to {@link #end}, or says why not by {@link #reject}. */
    abstract void readRecord();

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

    final void text(int index, byte[] bytes, int offset, int length) {
        if (coded[index]) {
            row.codes[index] = dictionary.code(bytes, offset, length);
            if (row.codes[index] == Dictionary.MALFORMED) {
                reject(Rejection.TEXT_MALFORMED);
            }
        }
        if (hashed[index]) {
            row.longs[index] = Hash64.of(bytes, offset, length);
        }
        if (keys[index]) {
            row.textBytes[index] = bytes;
            row.textFrom[index] = offset;
            row.textLength[index] = length;
        }
        if (!coded[index] && !Dictionary.isWellFormed(bytes, offset, length)) {
            reject(Rejection.TEXT_MALFORMED);
        }
    }

    final void number(int index, double value) {
        row.numbers[index] = value;
        if (!Double.isFinite(value)) {
            reject(Rejection.VALUE_NOT_FINITE);
        } else if (!isInRange(index, value) || !isComputable(value)) {
            reject(Rejection.OUT_OF_RANGE);
        }
    }

    private boolean isInRange(int index, double value) {
        return value >= smallest[index] && value <= largest[index];
    }

    private static boolean isComputable(double value) {
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= SMALLEST && magnitude <= LARGEST);
    }

    final void integer(int index, long value) {
        row.longs[index] = value;
        row.numbers[index] = value;
        if (!isInRange(index, (double) value)) {
            reject(Rejection.OUT_OF_RANGE);
        }
    }

    final void time(int index, long epochMs) {
        row.longs[index] = epochMs;
        row.numbers[index] = epochMs;
    }

    /** The first reason stands. */
    final void reject(Rejection reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }
}
