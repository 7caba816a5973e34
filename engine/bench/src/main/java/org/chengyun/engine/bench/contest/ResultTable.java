package org.chengyun.engine.bench.contest;

import java.sql.Connection;
import java.sql.SQLException;

/** Collects rows of one result table and writes them together. Not thread-safe; the caller commits the connection. */
public interface ResultTable {
    /** @param variance NaN if there is none */
    void addStat(String key, long startMs, long n, double mean, double variance, double min, double max)
            throws SQLException;

    /** A row of Q4; {@code classes} are the counts of 2xx, 3xx, 4xx, 5xx. */
    void addViews(
            String key, long startMs, long n, double mean, double variance, double min, double max, long[] classes)
            throws SQLException;

    void addTop(long startMs, int rank, String key, double score) throws SQLException;

    /** How many were added since the last write. */
    int rows();

    /** Writes what was added; a row that is there already is replaced. */
    void write() throws SQLException;

    /** @param way {@code copy} or {@code upsert} */
    static ResultTable open(Connection connection, Contest.Query query, String way) throws SQLException {
        return way.equals("copy") ? new CopyTable(connection, query) : new UpsertTable(connection, query);
    }
}
