package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.chengyun.engine.bench.accesslog.LogFile;
import org.chengyun.engine.bench.accesslog.LogTruth;
import org.chengyun.engine.bench.accesslog.PortalLog;
import org.chengyun.engine.bench.measure.Machine;
import org.chengyun.engine.bench.measure.Measured;
import org.chengyun.engine.bench.measure.ProcessTree;
import org.chengyun.engine.bench.measure.Program;
import org.chengyun.launcher.home.FileTree;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.stack.HomeInUseException;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.PartFailedException;
import org.chengyun.launcher.stack.StackPlan;

/** Runs trials, each in a process of its own; those that send have a new Kafka each, as no content is loaded twice. */
final class Course {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final long WARM_UP_LINES = 500_000;
    private static final String PASSES = "3";
    private static final int SENDERS = 8;

    private final Path folder;
    private final Size size;
    private final Programs programs;
    private final Consumer<String> progress;
    private final Workspace workspace = Workspace.find();
    private final Path log;
    private final Path warmUp;
    private final Truth truth;

    /**
     * How much each trial is given.
     *
     * @param sites in the document of DATEX II
     * @param readings that are pushed
     * @param batch readings in one request
     * @param pushSeconds at least so long
     */
    record Size(long seed, long lines, int sites, long readings, int batch, long pushSeconds) {}

    /** What is fetched for it; paths that are not there for trials that are left out. */
    record Programs(GoAccess goAccess, Path mosquitto) {}

    /** @param folder for logs, results, and Kafka's data meanwhile */
    Course(Path folder, Size size, Programs programs, Consumer<String> progress) throws IOException {
        this.folder = folder;
        this.size = size;
        this.programs = programs;
        this.progress = progress;
        Path inputs = folder.resolve("inputs");
        progress.accept("making a log of %,d lines, unless it is there".formatted(size.lines()));
        log = LogFile.of(inputs, size.seed(), size.lines());
        warmUp = LogFile.of(inputs, size.seed() + 1, Math.min(WARM_UP_LINES, size.lines()));
        truth = new Truth(
                LogTruth.of(new PortalLog(size.seed(), size.lines()), size.lines()),
                DatexDocument.of(inputs, size.sites()));
    }

    Figure run(Trial trial) throws IOException, InterruptedException {
        if (!trial.needsKafka()) {
            return run(trial, "", new ProcessTree(ProcessHandle.current().pid()));
        }
        Path home = Files.createTempDirectory(Files.createDirectories(folder), "kafka");
        try (LocalStack kafka = kafka(new StackHome(home))) {
            long pid = Objects.requireNonNull(StackState.readRunning(kafka.home())
                            .orElseThrow()
                            .parts()
                            .get("kafka"))
                    .pid();
            return run(trial, kafka.kafkaBootstrap(), new ProcessTree(pid));
        } finally {
            FileTree.delete(home);
        }
    }

    private LocalStack kafka(StackHome home) throws IOException {
        try {
            return LocalStack.start(StackPlan.forTests(home, Set.of(Part.KAFKA)), progress::accept);
        } catch (HomeInUseException | PartFailedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Figure run(Trial trial, String bootstrap, ProcessTree kafka) throws IOException, InterruptedException {
        Path output = Files.createDirectories(folder.resolve("log")).resolve("ingest-" + trial.key() + ".log");
        Path json = output.resolveSibling("goaccess.json");
        var program = new Program(
                command(trial, bootstrap, json),
                Map.of("CHENGYUN_ROOT", workspace.root().toString()),
                output);
        double kafkaBefore = trial.needsKafka() ? kafka.cpuSeconds() : 0;
        double ownBefore = ProcessTree.ownCpuSeconds();
        double machineBefore = Machine.busySeconds();
        Measured measured = program.run(LIMIT);
        double machineCpu = Machine.busySeconds() - machineBefore;
        double ownCpu = ProcessTree.ownCpuSeconds() - ownBefore;
        double kafkaCpu = trial.needsKafka() ? kafka.cpuSeconds() - kafkaBefore : 0;
        if (measured.exitCode() != 0) {
            throw new IOException(
                    "%s failed with exit code %d; its log: %s".formatted(trial.key(), measured.exitCode(), output));
        }
        Result result = trial == Trial.GOACCESS ? GoAccess.result(json, measured) : Result.read(output);
        double others = machineCpu - measured.cpuSeconds() - ownCpu - kafkaCpu;
        return new Figure(trial, result, measured, kafkaCpu, Math.max(0, others), truth.wrong(trial, result));
    }

    private List<String> command(Trial trial, String bootstrap, Path json) {
        return switch (trial) {
            case DECODE ->
                oneCore(java("-Xmx1g", "-XX:+UseSerialGC", Decoding.class, "portal", "status", log.toString(), PASSES));
            case GOACCESS -> oneCore(programs.goAccess().command(log, json));
            case DATEX ->
                oneCore(java(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        Decoding.class,
                        "traffic",
                        "speed",
                        truth.document().file().toString(),
                        PASSES));
            case LOAD ->
                java("-Xmx1g", "-XX:+UseParallelGC", Loading.class, bootstrap, warmUp.toString(), log.toString());
            case PUSH ->
                java(
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        Pushing.class,
                        bootstrap,
                        Long.toString(size.readings()),
                        Integer.toString(size.batch()),
                        Integer.toString(SENDERS),
                        Long.toString(size.pushSeconds()));
            case MQTT ->
                java(
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        Subscribing.class,
                        bootstrap,
                        programs.mosquitto().toString(),
                        folder.resolve("log").toString(),
                        Long.toString(size.readings()));
        };
    }

    private static List<String> oneCore(List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(command);
        return pinned;
    }

    private List<String> java(String heap, String collector, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                workspace.java(),
                heap,
                collector,
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        String extra = System.getenv("CHENGYUN_BENCH_JAVA");
        if (extra != null && !extra.isBlank()) {
            command.addAll(List.of(extra.strip().split("\\s+", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
