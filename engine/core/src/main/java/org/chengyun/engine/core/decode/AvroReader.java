package org.chengyun.engine.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.chengyun.datasets.catalogue.Dataset;

/** Reads what {@link org.chengyun.datasets.schema.ObservationEncoder} wrote: Avro single-object encoding. */
final class AvroReader extends ObservationReader {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 10;

    AvroReader(Dataset dataset, boolean[] coded, boolean[] hashed, Dictionary dictionary) {
        super(dataset, coded, hashed, dictionary);
    }

    @Override
    void readRecord() {
        if (end - at < HEADER || buffer[at] != (byte) 0xc3 || buffer[at + 1] != 1) {
            reject(Rejection.RECORD_MALFORMED);
            return;
        }
        at += 2;
        int written = schema.fieldsOf(readFixed());
        if (written < 0) {
            reject(Rejection.SCHEMA_UNKNOWN);
            return;
        }
        for (int i = 0; i < written && rejection == null; i++) {
            readField(i);
        }
        for (int i = written; i < fields.length; i++) {
            row.present[i] = false;
        }
    }

    private void readField(int index) {
        boolean present = fields[index].required() || readUnionBranch();
        row.present[index] = present;
        if (!present) {
            return;
        }
        switch (fields[index].type()) {
            case TEXT -> readText(index);
            case NUMBER -> readNumber(index);
            case INTEGER -> readInteger(index);
            case TIME -> time(index, readVarint());
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
            text(index, buffer, at, (int) length);
        }
        at += (int) length;
    }

    private void readNumber(int index) {
        if (end - at < 8) {
            reject(Rejection.RECORD_MALFORMED);
            return;
        }
        number(index, Double.longBitsToDouble(readFixed()));
    }

    private void readInteger(int index) {
        long value = readVarint();
        if (rejection == null) {
            integer(index, value);
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
        long value = (long) WORDS.get(buffer, at);
        at += Long.BYTES;
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
}
