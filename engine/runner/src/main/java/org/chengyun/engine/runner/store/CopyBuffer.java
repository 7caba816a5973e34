package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"). Grows as needed and is reused.
 * Not thread-safe.
 */
final class CopyBuffer {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    /** 2000-01-01T00:00Z, from which PostgreSQL counts its microseconds. */
    private static final long POSTGRES_EPOCH_MS = 946_684_800_000L;

    private static final int BIGINT_OID = 20;
    private static final int PIECE = 1 << 16;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    void begin() {
        length = 0;
        reserve(SIGNATURE.length);
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        length = SIGNATURE.length;
        writeInt(0);
        writeInt(0);
    }

    void row(int columns) {
        writeShort(columns);
    }

    void bigint(long value) {
        writeInt(8);
        writeLong(value);
    }

    void integer(int value) {
        writeInt(4);
        writeInt(value);
    }

    void number(double value) {
        bigint(Double.doubleToRawLongBits(value));
    }

    void time(long epochMs) {
        bigint((epochMs - POSTGRES_EPOCH_MS) * 1000);
    }

    void bool(boolean value) {
        writeInt(1);
        reserve(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    /** An ASCII text. */
    void word(String ascii) {
        writeInt(ascii.length());
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    /** A {@code bigint[]} of one dimension without nulls, as PostgreSQL's array_recv reads it. */
    void bigints(long[] values) {
        writeInt(20 + 12 * values.length);
        writeInt(1);
        writeInt(0);
        writeInt(BIGINT_OID);
        writeInt(values.length);
        writeInt(1);
        for (long value : values) {
            bigint(value);
        }
    }

    void nothing() {
        writeInt(-1);
    }

    void end() {
        writeShort(-1);
    }

    int length() {
        return length;
    }

    /** Sends the rows to a {@code copy … from stdin (format binary)}. */
    void send(Connection connection, String copy) throws SQLException {
        CopyIn target = connection.unwrap(PgConnection.class).getCopyAPI().copyIn(copy);
        try {
            for (int at = 0; at < length; at += PIECE) {
                target.writeToCopy(bytes, at, Math.min(PIECE, length - at));
            }
            target.endCopy();
        } finally {
            if (target.isActive()) {
                target.cancelCopy();
            }
        }
    }

    private void writeShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void writeInt(int value) {
        writeShort(value >>> 16);
        writeShort(value);
    }

    private void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
