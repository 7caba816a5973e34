package org.chengyun.bench.spark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;
import org.chengyun.engine.bench.contest.ResultTable;

/** Writes the rows of one partition; a repeated micro-batch replaces its rows. */
final class PartitionWriter implements ForeachPartitionFunction<Row> {
    private static final long serialVersionUID = 1;
    private static final int BATCH_ROWS = 5_000;

    private final Map<String, String> environment;
    private final Query query;

    PartitionWriter(Contest contest, Query query) {
        this.environment = contest.toEnvironment();
        this.query = query;
    }

    @Override
    public void call(Iterator<Row> rows) throws SQLException {
        if (!rows.hasNext()) {
            return;
        }
        Contest contest = Contest.of(environment);
        try (Connection connection = contest.connect()) {
            connection.setAutoCommit(false);
            ResultTable table = ResultTable.open(connection, query, contest.option("sink", "upsert"));
            while (rows.hasNext()) {
                add(table, rows.next());
                if (table.rows() >= BATCH_ROWS) {
                    table.write();
                }
            }
            table.write();
            connection.commit();
        }
    }

    private void add(ResultTable table, Row row) throws SQLException {
        long startMs = row.getStruct(0).<Timestamp>getAs("start").getTime();
        if (query == Query.Q3 || query == Query.Q5) {
            table.addTop(startMs, row.getInt(1), row.getString(2), (double) row.getLong(3));
            return;
        }
        double variance = row.isNullAt(4) ? Double.NaN : row.getDouble(4);
        if (query == Query.Q4) {
            long[] classes = {row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)};
            table.addViews(
                    row.getString(1),
                    startMs,
                    row.getLong(2),
                    row.getDouble(3),
                    variance,
                    row.getDouble(5),
                    row.getDouble(6),
                    classes);
            return;
        }
        table.addStat(
                row.getString(1),
                startMs,
                row.getLong(2),
                row.getDouble(3),
                variance,
                row.getDouble(5),
                row.getDouble(6));
    }
}
