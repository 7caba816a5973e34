package org.chengyun.engine.runner;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.flow.Pace;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.retention.RetentionState;

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
        events(state, "duplicate", EngineState::duplicates);
        events(state, "quarantined", EngineState::quarantined);
        FunctionCounter.builder("chengyun_engine_unchecked", state, EngineState::unchecked)
                .description("Observations beyond the horizon of dedupe: counted, but perhaps not for the first time")
                .tags(tags(state))
                .register(registry);
        gauge(
                state,
                "chengyun_engine_seen_bytes",
                "Bytes that the keys of the readings within the horizon of dedupe take",
                EngineState::seenBytes);
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
        for (Rejection reason : Rejection.values()) {
            FunctionCounter.builder("chengyun_engine_rejected", state, s -> s.rejected(reason))
                    .description("Records kept in quarantine, by reason")
                    .tags(tags(state).and("reason", reason.code()))
                    .register(registry);
        }
        flow(state);
        memory(state);
    }

    /** Of what is no longer kept. */
    void watch(RetentionState state, List<Dataset> datasets) {
        Gauge.builder(
                        "chengyun_engine_retention_round_seconds",
                        state,
                        s -> s.lastRound().getEpochSecond())
                .description("When this process last looked for what is no longer kept, epoch seconds; 0 = never")
                .register(registry);
        for (Dataset dataset : datasets) {
            for (Kind kind : Kind.values()) {
                Tags tags = Tags.of("dataset", dataset.id(), "kind", kind.word());
                FunctionCounter.builder("chengyun_engine_removed_rows", state, s -> s.removed(dataset.id(), kind))
                        .description(
                                "Rows deleted because they are no longer kept; those of whole chunks are not counted")
                        .tags(tags)
                        .register(registry);
                Gauge.builder("chengyun_engine_kept_from_seconds", state, s -> s.keptFromSeconds(dataset.id(), kind))
                        .description("From when on it is kept, epoch seconds; NaN = from the first")
                        .tags(tags)
                        .register(registry);
            }
        }
    }

    private void flow(EngineState state) {
        gauge(
                state,
                "chengyun_engine_delay_target_seconds",
                "Wanted time from arrival in Kafka until visible",
                s -> s.flow().delayTargetMs() / 1000.0);
        for (Pace pace : Pace.values()) {
            Gauge.builder("chengyun_engine_pace", state, s -> s.flow().pace() == pace ? 1 : 0)
                    .description("1 for what batches are cut for at present")
                    .tags(tags(state).and("pace", pace.name().toLowerCase(Locale.ROOT)))
                    .register(registry);
        }
        delay(state, "0.5", s -> s.flow().delayP50Ms());
        delay(state, "0.99", s -> s.flow().delayP99Ms());
        gauge(
                state,
                "chengyun_engine_age_seconds",
                "Age of the last batch's oldest record when visible, since it came to Kafka",
                s -> s.flow().ageMs() / 1000.0);
        gauge(
                state,
                "chengyun_engine_interval_seconds",
                "Shortest time between two commits at present",
                s -> s.flow().intervalMs() / 1000.0);
        gauge(
                state,
                "chengyun_engine_commit_mean_seconds",
                "Duration of commits, running mean",
                s -> s.flow().commitMs() / 1000.0);
        gauge(
                state,
                "chengyun_engine_commit_high_seconds",
                "Duration that commits seldom exceed",
                s -> s.flow().commitHighMs() / 1000.0);
        gauge(
                state,
                "chengyun_engine_batch_most_rows",
                "Most rows of a batch at present",
                s -> s.flow().mostRows());
        gauge(
                state,
                "chengyun_engine_behind_seconds",
                "Time that reading the position lag takes at the present rate",
                s -> s.flow().behindMs() / 1000.0);
    }

    private void memory(EngineState state) {
        gauge(
                state,
                "chengyun_engine_known_texts",
                "Distinct texts in memory",
                s -> s.known().texts());
        gauge(
                state,
                "chengyun_engine_known_series",
                "Series in memory",
                s -> s.known().series());
        gauge(
                state,
                "chengyun_engine_known_bytes",
                "Heap that texts and series take",
                s -> s.known().bytes());
        gauge(
                state,
                "chengyun_engine_known_most_bytes",
                "Heap that texts and series of all datasets may take",
                s -> s.known().mostBytes());
        FunctionCounter.builder("chengyun_engine_overflowed", state, EngineState::overflowed)
                .description("Observations counted in the series for all that are over the limit")
                .tags(tags(state))
                .register(registry);
    }

    private void delay(EngineState state, String quantile, ToDoubleFunction<EngineState> delayMs) {
        Gauge.builder("chengyun_engine_delay_seconds", state, s -> delayMs.applyAsDouble(s) / 1000)
                .description("From reading a batch's first record until it was visible, of late and without a backlog")
                .tags(tags(state).and("quantile", quantile))
                .register(registry);
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
