package org.chengyun.engine.bench.contest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows of one result table by binary COPY into a staging table and one merge: the cheapest way into PostgreSQL
 * that keeps a repeated row from counting twice. Not thread-safe; bound to one connection, whose transaction the caller
 * commits.
 */
public final class CopyTable implements ResultTable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    /** PostgreSQL counts microseconds from 2000. */
    private static final long EPOCH_2000_MS = 946_684_800_000L;

    private final Connection connection;
    private final Contest.Query query;
    private byte[] buffer = new byte[1 << 20];
    private int length;
    private int rows;
    private boolean staged;

    public CopyTable(Connection connection, Contest.Query query) {
        this.connection = connection;
        this.query = query;
        begin();
    }

    private void begin() {
        length = 0;
        rows = 0;
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        length = HEADER.length;
    }

    @Override
    public int rows() {
        return rows;
    }

    /** @param variance NaN if there is none */
    public void addStat(byte[] key, long startMs, long n, double mean, double variance, double min, double max) {
        row(7);
        addStatFields(key, startMs, n, mean, variance, min, max);
    }

    @Override
    public void addStat(String key, long startMs, long n, double mean, double variance, double min, double max) {
        addStat(key.getBytes(StandardCharsets.UTF_8), startMs, n, mean, variance, min, max);
    }

    private void addStatFields(byte[] key, long startMs, long n, double mean, double variance, double min, double max) {
        bytes(key);
        time(startMs);
        int8(n);
        float8(mean);
        if (Double.isNaN(variance)) {
            int4Raw(-1);
        } else {
            float8(variance);
        }
        float8(min);
        float8(max);
    }

    @Override
    public void addViews(
            String key, long startMs, long n, double mean, double variance, double min, double max, long[] classes) {
        row(11);
        addStatFields(key.getBytes(StandardCharsets.UTF_8), startMs, n, mean, variance, min, max);
        for (long count : classes) {
            int8(count);
        }
    }

    public void addTop(long startMs, int rank, byte[] key, double score) {
        row(4);
        time(startMs);
        int4Raw(4);
        int4Raw(rank);
        bytes(key);
        float8(score);
    }

    @Override
    public void addTop(long startMs, int rank, String key, double score) {
        addTop(startMs, rank, key.getBytes(StandardCharsets.UTF_8), score);
    }

    @Override
    public void write() throws SQLException {
        if (rows == 0) {
            return;
        }
        String table = query.table();
        try (Statement statement = connection.createStatement()) {
            if (!staged) {
                statement.execute("create temporary table if not exists stage_%1$s (like %1$s) on commit delete rows"
                        .formatted(table));
                staged = true;
            }
            copy("copy stage_%s from stdin (format binary)".formatted(table));
            statement.executeUpdate(MergeSql.of(query, "stage_" + table));
        }
        begin();
    }

    private void copy(String sql) throws SQLException {
        reserve(2);
        buffer[length++] = (byte) 0xff;
        buffer[length++] = (byte) 0xff;
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(buffer, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void row(int fields) {
        reserve(2);
        buffer[length++] = (byte) (fields >>> 8);
        buffer[length++] = (byte) fields;
        rows++;
    }

    private void bytes(byte[] value) {
        int4Raw(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    private void time(long epochMs) {
        int8((epochMs - EPOCH_2000_MS) * 1000);
    }

    private void float8(double value) {
        int8(Double.doubleToRawLongBits(value));
    }

    private void int8(long value) {
        int4Raw(8);
        int4Raw((int) (value >>> 32));
        int4Raw((int) value);
    }

    private void int4Raw(int value) {
        reserve(4);
        buffer[length++] = (byte) (value >>> 24);
        buffer[length++] = (byte) (value >>> 16);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
