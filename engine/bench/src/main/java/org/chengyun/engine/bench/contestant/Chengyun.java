package org.chengyun.engine.bench.contestant;

import java.time.InstantSource;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.core.flow.FlowLimits;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.runner.loop.DatasetEngine;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.loop.MemoryPlan;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.SeriesLimits;
import org.postgresql.ds.PGSimpleDataSource;

/** Chengyun's engine without the application around it. Ends when all windows of the race are closed. */
final class Chengyun {
    private static final long LOOK_MS = 5;

    private Chengyun() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        Definitions definitions = new Definitions(
                contest.dataset(),
                contest.isPortal() ? "portal" : "traffic",
                contest.option("encoding", "avro"),
                contest.option("sliding", Definitions.RACE_SLIDING),
                Integer.parseInt(contest.option("copies", "1")));
        run(contest, definitions.load());
    }

    /** Reads the first dataset of the catalogue until its windows are closed. */
    static void run(Contest contest, Catalogue catalogue) throws InterruptedException {
        var memory = MemoryPlan.of(Runtime.getRuntime().maxMemory(), 1);
        var settings = new LoopSettings(
                "race",
                "",
                contest.kafka(),
                new FlowLimits(
                        Long.parseLong(contest.option("delayTargetMs", "450")),
                        Long.parseLong(contest.option("commitMs", "200")),
                        Integer.parseInt(contest.option("batchMaxRows", "200000")),
                        memory.batchBytes()),
                ClosePolicy.settledAfter(Long.parseLong(contest.option("settledMs", "200"))),
                SeriesLimits.NONE,
                memory.fetchBytes(),
                Integer.parseInt(contest.option("lanes", String.valueOf(LoopSettings.USUAL_LANES))),
                500_000);
        var engine = new DatasetEngine(
                settings, catalogue, catalogue.datasets().getFirst(), database(contest), InstantSource.system());
        Thread thread = Thread.ofPlatform().name("engine").start(engine);
        if (contest.option("live", "false").equals("true")) {
            thread.join();
            return;
        }
        while (thread.isAlive() && engine.state().watermarkMs() < contest.closeMs()) {
            if (engine.state().phase().condition() == EngineState.Condition.BLOCKED) {
                throw new IllegalStateException(engine.state().phase().detail());
            }
            Thread.sleep(LOOK_MS);
        }
        engine.stop();
        thread.join();
        report(engine.state());
    }

    private static Database database(Contest contest) {
        var source = new PGSimpleDataSource();
        source.setUrl(contest.databaseUrl());
        source.setUser(contest.databaseUser());
        source.setPassword(contest.databasePassword());
        source.setApplicationName("chengyun-engine");
        source.setReWriteBatchedInserts(true);
        return source::getConnection;
    }

    private static void report(EngineState state) {
        System.out.printf(
                "counted %d, filtered %d, duplicates %d, quarantined %d, late %d%n",
                state.counted(), state.filtered(), state.duplicates(), state.quarantined(), state.late());
    }
}
