package org.chengyun.bench.flink;

import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;
import org.chengyun.engine.bench.contest.ResultTable;

/**
 * Writes results in batches, at the latest at each checkpoint. A result that comes twice replaces itself, so that at least
 * once is exactly once in the table.
 */
final class TableSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1;
    private static final int COPY_ROWS = 20_000;
    private static final int UPSERT_ROWS = 5_000;
    private static final long LIVE_FLUSH_MS = 100;

    private final Map<String, String> environment;
    private final Query query;
    private final Row<T> row;

    TableSink(Contest contest, Query query, Row<T> row) {
        this.environment = contest.toEnvironment();
        this.query = query;
        this.row = row;
    }

    /** How a result becomes a row. */
    interface Row<T> extends Serializable {
        void add(ResultTable table, T result) throws SQLException;

        /** Two results of the same identity are versions of one row. */
        static Object identity(Object result) {
            return result instanceof WindowResult window ? window.key + '@' + window.startMs : result;
        }

        static void addSpeed(ResultTable table, WindowResult result) throws SQLException {
            table.addStat(
                    result.key,
                    result.startMs,
                    result.speed.n,
                    result.speed.mean,
                    result.speed.variance(),
                    result.speed.min,
                    result.speed.max);
        }

        static void addViews(ResultTable table, ViewsResult result) throws SQLException {
            table.addViews(
                    result.key,
                    result.startMs,
                    result.bytes.n,
                    result.bytes.mean,
                    result.bytes.variance(),
                    result.bytes.min,
                    result.bytes.max,
                    result.classes);
        }

        static void addPlace(ResultTable table, Place place) throws SQLException {
            table.addTop(place.startMs, place.rank, place.key, place.score);
        }
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        try {
            Contest contest = Contest.of(environment);
            var writer = new Writer<T>(contest, query, row);
            if (contest.option("live", "false").equals("true")) {
                writer.flushRegularly(context.getProcessingTimeService());
            }
            return writer;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private final Connection connection;
        private final ResultTable table;
        /** The last version of each row: one statement may not change a row twice. */
        private final Map<Object, T> pending = new LinkedHashMap<>();

        private final Row<T> row;
        private final int batchRows;

        Writer(Contest contest, Query query, Row<T> row) throws SQLException {
            String way = contest.option("sink", "upsert");
            this.connection = contest.connect();
            this.connection.setAutoCommit(false);
            this.table = ResultTable.open(connection, query, way);
            this.row = row;
            this.batchRows = way.equals("copy") ? COPY_ROWS : UPSERT_ROWS;
        }

        /** On the task's own thread, between two results. */
        void flushRegularly(ProcessingTimeService clock) {
            var unused = clock.registerTimer(clock.getCurrentProcessingTime() + LIVE_FLUSH_MS, atMs -> {
                commit();
                flushRegularly(clock);
            });
        }

        @Override
        public void write(T result, Context context) throws IOException {
            pending.put(Row.identity(result), result);
            if (pending.size() >= batchRows) {
                flush(false);
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            try {
                commit();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private void commit() throws SQLException {
            for (T result : pending.values()) {
                row.add(table, result);
            }
            table.write();
            connection.commit();
            pending.clear();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
