package org.chengyun.engine.runner;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.loop.EngineState;

/** All meters of the engine, one set per dataset, created at the start. */
@ApplicationScoped
class EngineMeters {
    private final MeterRegistry registry;

    EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(EngineState state) {
        events(state, "counted", EngineState::counted);
        events(state, "filtered", EngineState::filtered);
        events(state, "quarantined", EngineState::quarantined);
        FunctionCounter.builder("chengyun_engine_late", state, EngineState::late)
                .description("Counted observations with an event time before the watermark")
                .tags(tags(state))
                .register(registry);
        gauge(
                state,
                "chengyun_engine_position_lag_records",
                "Records in Kafka not folded yet",
                EngineState::lagRecords);
        gauge(
                state,
                "chengyun_engine_watermark_seconds",
                "Windows are closed up to this event time, epoch seconds",
                s -> s.watermarkMs() == PartitionProgress.NONE ? Double.NaN : s.watermarkMs() / 1000.0);
        gauge(
                state,
                "chengyun_engine_last_commit_seconds",
                "Time of the last commit, epoch seconds",
                s -> s.lastCommit().getEpochSecond());
        gauge(
                state,
                "chengyun_engine_commit_duration_seconds",
                "Duration of the last commit",
                s -> s.lastCommitMs() / 1000.0);
        gauge(state, "chengyun_engine_batch_rows", "Rows of the last commit", EngineState::lastBatchRows);
    }

    private void events(EngineState state, String outcome, ToDoubleFunction<EngineState> count) {
        FunctionCounter.builder("chengyun_engine_events", state, count)
                .description("Events read, by outcome")
                .tags(tags(state).and("outcome", outcome))
                .register(registry);
    }

    private void gauge(EngineState state, String name, String description, ToDoubleFunction<EngineState> value) {
        Gauge.builder(name, state, value)
                .description(description)
                .tags(tags(state))
                .register(registry);
    }

    private static Tags tags(EngineState state) {
        return Tags.of("dataset", state.dataset());
    }
}
