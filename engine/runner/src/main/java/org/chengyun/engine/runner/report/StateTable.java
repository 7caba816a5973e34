package org.chengyun.engine.runner.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.chengyun.engine.core.flow.FlowState;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.loop.Known;
import org.jspecify.annotations.Nullable;

/** The rows of one instance in the table {@code engine_state}. Immutable. */
final class StateTable {
    private static final List<String> COLUMNS = List.of(
            "at",
            "condition",
            "detail",
            "warning",
            "pace",
            "why",
            "delay_target_ms",
            "delay_p50_ms",
            "delay_p99_ms",
            "age_ms",
            "interval_ms",
            "batch_rows",
            "most_rows",
            "commit_ms",
            "commit_high_ms",
            "lag",
            "behind_ms",
            "events_per_second",
            "counted",
            "filtered",
            "duplicates",
            "unchecked",
            "seen_bytes",
            "quarantined",
            "late",
            "overflowed",
            "texts",
            "series",
            "known_bytes",
            "most_known_bytes",
            "heap_used_bytes",
            "heap_max_bytes",
            "watermark",
            "committed_at");
    private static final String WRITE = """
            insert into engine_state (job, instance, dataset, %1$s) values (?, ?, ?%2$s)
            on conflict (job, instance, dataset) do update set (%1$s) = (%3$s)
            """.formatted(
                    String.join(", ", COLUMNS),
                    ", ?".repeat(COLUMNS.size()),
                    "excluded." + String.join(", excluded.", COLUMNS));
    /** Of instances that went without a word. */
    private static final String FORGET_GONE = "delete from engine_state where at < ?::timestamptz - interval '1 day'";

    private static final String FORGET = "delete from engine_state where job = ? and instance = ?";

    private final String job;
    private final String instance;

    StateTable(String job, String instance) {
        this.job = job;
        this.instance = instance;
    }

    /** In the current transaction. */
    void write(Connection connection, Collection<EngineState> states, Instant at) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (EngineState state : states) {
                bind(write, state, at);
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    void forgetGone(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_GONE)) {
            forget.setTimestamp(1, Timestamp.from(at));
            forget.executeUpdate();
        }
    }

    void forget(Connection connection) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setString(1, job);
            forget.setString(2, instance);
            forget.executeUpdate();
        }
    }

    private void bind(PreparedStatement write, EngineState state, Instant at) throws SQLException {
        EngineState.Phase phase = state.phase();
        FlowState flow = state.flow();
        Known known = state.known();
        Runtime runtime = Runtime.getRuntime();
        Object[] values = {
            job,
            instance,
            state.dataset(),
            Timestamp.from(at),
            phase.condition().name(),
            phase.detail(),
            state.warning(at),
            flow.pace().name(),
            flow.why(),
            flow.delayTargetMs(),
            flow.delayP50Ms(),
            flow.delayP99Ms(),
            flow.ageMs(),
            flow.intervalMs(),
            state.lastBatchRows(),
            flow.mostRows(),
            flow.commitMs(),
            flow.commitHighMs(),
            state.lagRecords(),
            flow.behindMs(),
            flow.eventsPerSecond(),
            state.counted(),
            state.filtered(),
            state.duplicates(),
            state.unchecked(),
            state.seenBytes(),
            state.quarantined(),
            state.late(),
            state.overflowed(),
            known.texts(),
            known.series(),
            known.bytes(),
            known.mostBytes(),
            runtime.totalMemory() - runtime.freeMemory(),
            runtime.maxMemory(),
        };
        for (int i = 0; i < values.length; i++) {
            write.setObject(i + 1, values[i]);
        }
        write.setTimestamp(
                values.length + 1,
                state.watermarkMs() == PartitionProgress.NONE ? null : new Timestamp(state.watermarkMs()));
        write.setTimestamp(values.length + 2, time(state.lastCommit()));
    }

    private static @Nullable Timestamp time(Instant at) {
        return at.equals(Instant.EPOCH) ? null : Timestamp.from(at);
    }
}
