package org.chengyun.engine.bench.crash;

import java.time.Duration;
import java.time.InstantSource;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contestant.Definitions;
import org.chengyun.engine.runner.loop.DatasetEngine;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.postgresql.ds.PGSimpleDataSource;

/** One engine process of several, until it is killed or dies of its {@link DoomedDatabase}. */
public final class Instance {
    static final String DIED = "died ";
    /** Printed at the begin of each session. */
    static final String SESSION = "session";

    /** Printed when it has partitions for the first time. */
    static final String READING = "reading";

    static final String NAME = "instance";
    static final String CALLS = "calls";
    static final String JOB = "crash";

    private Instance() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        Catalogue catalogue = Definitions.ofCrashes(contest.dataset()).load();
        var source = new PGSimpleDataSource();
        source.setUrl(contest.databaseUrl());
        source.setUser(contest.databaseUser());
        source.setPassword(contest.databasePassword());
        var settings = new LoopSettings(
                JOB, contest.option(NAME, ""), contest.kafka(), Duration.ofMillis(50), 20_000, 500_000);
        var database = new DoomedDatabase(source::getConnection, Long.parseLong(contest.option(CALLS, "0")));
        var engine = new DatasetEngine(
                settings, catalogue, catalogue.datasets().getFirst(), database, InstantSource.system());
        Thread.ofPlatform().daemon().start(() -> tell(engine.state()));
        engine.run();
    }

    private static void tell(EngineState state) {
        try {
            while (state.phase().condition() != EngineState.Condition.RUNNING) {
                Thread.sleep(50);
            }
            System.out.println(READING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
