package org.chengyun.engine.bench.contest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;

/** Writes rows by batched upserts: what the peers' own JDBC connectors do. */
final class UpsertTable implements ResultTable {
    private final PreparedStatement statement;
    private int rows;

    UpsertTable(Connection connection, Contest.Query query) throws SQLException {
        statement = connection.prepareStatement(MergeSql.ofOneRow(query));
    }

    @Override
    public void addStat(String key, long startMs, long n, double mean, double variance, double min, double max)
            throws SQLException {
        bind(key, startMs, n, mean, variance, min, max);
        add();
    }

    @Override
    public void addViews(
            String key, long startMs, long n, double mean, double variance, double min, double max, long[] classes)
            throws SQLException {
        bind(key, startMs, n, mean, variance, min, max);
        for (int i = 0; i < classes.length; i++) {
            statement.setLong(8 + i, classes[i]);
        }
        add();
    }

    private void bind(String key, long startMs, long n, double mean, double variance, double min, double max)
            throws SQLException {
        statement.setString(1, key);
        statement.setTimestamp(2, new Timestamp(startMs));
        statement.setLong(3, n);
        statement.setDouble(4, mean);
        if (Double.isNaN(variance)) {
            statement.setNull(5, Types.DOUBLE);
        } else {
            statement.setDouble(5, variance);
        }
        statement.setDouble(6, min);
        statement.setDouble(7, max);
    }

    @Override
    public void addTop(long startMs, int rank, String key, double score) throws SQLException {
        statement.setTimestamp(1, new Timestamp(startMs));
        statement.setInt(2, rank);
        statement.setString(3, key);
        statement.setDouble(4, score);
        add();
    }

    private void add() throws SQLException {
        statement.addBatch();
        rows++;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void write() throws SQLException {
        if (rows > 0) {
            statement.executeBatch();
            rows = 0;
        }
    }
}
