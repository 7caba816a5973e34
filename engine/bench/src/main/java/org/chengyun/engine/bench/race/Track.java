package org.chengyun.engine.bench.race;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.ResultTables;
import org.chengyun.engine.bench.measure.Machine;
import org.chengyun.engine.bench.measure.Measured;
import org.chengyun.engine.bench.measure.ProcessTree;
import org.chengyun.engine.bench.measure.Program;
import org.chengyun.engine.bench.measure.Written;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.launcher.stack.DatabaseAccess;

/** Lets one contestant run over one topic into a fresh database. */
final class Track {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final BenchStack stack;
    private final ClassPaths classPaths;
    private final int cores;
    private final Trained trained;

    /** @param cores that a contestant may use; 0 for all */
    Track(BenchStack stack, ClassPaths classPaths, int cores) {
        this.stack = stack;
        this.classPaths = classPaths;
        this.cores = cores;
        this.trained = new Trained(stack.folder("aot"), classPaths);
    }

    /**
     * Lets a contestant run once before the race, so that later its Java starts as that of a service does that ran
     * before.
     *
     * @return false if it left nothing behind that could be used
     */
    boolean train(Contestant contestant, RaceTopic topic) throws IOException, SQLException, InterruptedException {
        run(contestant, topic, Map.of(), trained.learning(contestant));
        return isTrained(contestant);
    }

    boolean isTrained(Contestant contestant) throws IOException {
        return trained.isThere(contestant);
    }

    /**
     * What a run took, and where its answers are.
     *
     * @param othersCpuSeconds what programs worked meanwhile that have no part in it: the wall time is worth the less
     */
    record Lap(
            Measured measured,
            double databaseCpuSeconds,
            double kafkaCpuSeconds,
            double othersCpuSeconds,
            Written written,
            DatabaseAccess database) {}

    Lap run(Contestant contestant, RaceTopic topic, Map<String, String> moreOptions)
            throws IOException, SQLException, InterruptedException {
        return run(contestant, topic, moreOptions, trained.arguments(contestant));
    }

    private Lap run(Contestant contestant, RaceTopic topic, Map<String, String> moreOptions, List<String> java)
            throws IOException, SQLException, InterruptedException {
        DatabaseAccess database = freshDatabase(stack, contestant);
        Contest contest = contest(contestant, topic, database, moreOptions);
        var program = new Program(
                command(contestant, java), contest.toEnvironment(), stack.log("bench-" + contestant.name()));
        Written writtenBefore = written(database);
        double databaseBefore = stack.databaseCpuSeconds();
        double kafkaBefore = stack.kafkaCpuSeconds();
        double ownBefore = ProcessTree.ownCpuSeconds();
        double machineBefore = Machine.busySeconds();
        Measured measured = program.run(LIMIT);
        double machineCpu = Machine.busySeconds() - machineBefore;
        double ownCpu = ProcessTree.ownCpuSeconds() - ownBefore;
        double databaseCpu = stack.databaseCpuSeconds() - databaseBefore;
        double kafkaCpu = stack.kafkaCpuSeconds() - kafkaBefore;
        double others = machineCpu - measured.cpuSeconds() - databaseCpu - kafkaCpu - ownCpu;
        return new Lap(
                measured,
                databaseCpu,
                kafkaCpu,
                Math.max(0, others),
                written(database).since(writtenBefore),
                database);
    }

    private static Written written(DatabaseAccess database) throws SQLException {
        try (Connection connection = BenchStack.connect(database)) {
            return Written.soFar(connection);
        }
    }

    /** An empty database with the tables that the contestant writes. */
    static DatabaseAccess freshDatabase(BenchStack stack, Contestant contestant) throws IOException, SQLException {
        if (contestant.answers() == Contestant.Answers.ENGINE_TABLES) {
            return stack.migratedDatabase();
        }
        DatabaseAccess database = stack.freshDatabase();
        try (Connection connection = BenchStack.connect(database)) {
            ResultTables.create(connection);
        }
        return database;
    }

    Contest contest(Contestant contestant, RaceTopic topic, DatabaseAccess database, Map<String, String> moreOptions) {
        Map<String, String> options = new HashMap<>(contestant.options());
        options.putAll(moreOptions);
        return new Contest(
                stack.kafkaBootstrap(),
                topic.name(),
                topic.dataset(),
                topic.events(),
                Traffic.PARTITIONS,
                Traffic.LAST_CLOSE_MS,
                cores == 0 ? Math.min(2, Runtime.getRuntime().availableProcessors()) : cores,
                topic.portal() ? Contest.PORTAL : Contest.TRAFFIC,
                database.jdbcUrl(),
                database.user(),
                database.password(),
                options);
    }

    private List<String> command(Contestant contestant, List<String> java) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx4g", "-XX:+UseParallelGC"));
        all.addAll(java);
        return javaCommand(contestant, all);
    }

    /** @param java arguments for heap, collector and the like */
    List<String> javaCommand(Contestant contestant, List<String> java) throws IOException {
        List<String> command = new ArrayList<>();
        if (cores > 0) {
            command.addAll(List.of("taskset", "-c", BenchStack.processors(cores)));
        }
        command.add(classPaths.java());
        command.addAll(java);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(contestant.jvm());
        // For a profiler or a collector's log: the same for all.
        String extra = System.getenv("CHENGYUN_BENCH_JAVA");
        if (extra != null && !extra.isBlank()) {
            command.addAll(List.of(extra.strip().split("\\s+", -1)));
        }
        command.addAll(List.of("-cp", classPaths.of(contestant), contestant.mainClass()));
        return command;
    }
}
