package org.chengyun.bench.streams;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;
import org.chengyun.engine.bench.contest.ResultTable;
import org.jspecify.annotations.Nullable;

/**
 * Writes results in batches of rows or once a second. A row that comes again replaces itself. What is still in a batch when
 * Streams commits would be missing after a crash; a real user would pay for closing that gap.
 */
final class TableWriter<K, V> implements Processor<K, V, Void, Void> {
    private static final int BATCH_KEYS = 5_000;

    private final Contest contest;
    private final Query query;
    private final Row<K, V> row;
    /** The last result of each key: one statement may not change a row twice. */
    private final Map<K, V> pending = new LinkedHashMap<>();

    private @Nullable Connection connection;
    private @Nullable ResultTable table;

    TableWriter(Contest contest, Query query, Row<K, V> row) {
        this.contest = contest;
        this.query = query;
        this.row = row;
    }

    /** How a result becomes rows. */
    interface Row<K, V> {
        void add(ResultTable table, K key, V value) throws SQLException;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, nowMs -> commit());
    }

    @Override
    public void process(Record<K, V> result) {
        pending.put(result.key(), result.value());
        if (pending.size() >= BATCH_KEYS) {
            commit();
        }
    }

    /** Most tasks have nothing for most tables: the connection waits for the first row. */
    private ResultTable table() throws SQLException {
        ResultTable open = table;
        if (open == null) {
            Connection fresh = contest.connect();
            fresh.setAutoCommit(false);
            open = ResultTable.open(fresh, query, contest.option("sink", "upsert"));
            connection = fresh;
            table = open;
        }
        return open;
    }

    private void commit() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            ResultTable open = table();
            for (Map.Entry<K, V> result : pending.entrySet()) {
                row.add(open, result.getKey(), result.getValue());
            }
            open.write();
            Objects.requireNonNull(connection).commit();
            pending.clear();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write to " + query.table(), e);
        }
    }

    @Override
    public void close() {
        commit();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the connection", e);
        }
    }
}
