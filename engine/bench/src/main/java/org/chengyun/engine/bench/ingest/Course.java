package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.chengyun.launcher.stack.RealmAccess;
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
     * @param pushRate records per second; 0 for as fast as they are taken
     */
    record Size(long seed, long lines, int sites, long readings, int batch, long pushSeconds, double pushRate) {}

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
        if (trial.servers().isEmpty()) {
            return measure(trial, command(trial), Map.of(), List.of());
        }
        Path home = Files.createTempDirectory(Files.createDirectories(folder), "servers");
        try (LocalStack stack =
                LocalStack.start(StackPlan.forTests(new StackHome(home), trial.servers()), progress::accept)) {
            return trial == Trial.HTTP ? http(stack) : kafka(trial, stack);
        } catch (HomeInUseException | PartFailedException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            FileTree.delete(home);
        }
    }

    private Figure kafka(Trial trial, LocalStack stack) throws IOException, InterruptedException {
        return measure(
                trial, commandWithKafka(trial, stack.kafkaBootstrap()), Map.of(), List.of(process(stack, Part.KAFKA)));
    }

    private Figure http(LocalStack stack) throws IOException, InterruptedException {
        ProcessTree application = process(stack, Part.APPLICATION);
        List<ProcessTree> servers = new ArrayList<>();
        for (Part part : Trial.HTTP.servers()) {
            servers.add(process(stack, part));
        }
        RealmAccess realm = stack.realm();
        Figure figure = measure(
                Trial.HTTP,
                java(
                        "-Xmx512m",
                        "-XX:+UseParallelGC",
                        HttpPushing.class,
                        stack.applicationUrl(),
                        Long.toString(application.pid()),
                        Long.toString(size.readings()),
                        Integer.toString(size.batch()),
                        Integer.toString(SENDERS),
                        Long.toString(size.pushSeconds()),
                        Double.toString(size.pushRate())),
                Map.of("TOKEN_URL", realm.tokenUrl(), "CLIENT_SECRET", realm.clientSecret("chengyun-cli")),
                servers);
        long accepted = figure.result().answers().getOrDefault("accepted", 0L);
        Result counted = figure.result().with("counted", new EngineCount(stack.database(), "traffic").await(accepted));
        return figure.with(counted, truth.wrong(Trial.HTTP, counted));
    }

    private static ProcessTree process(LocalStack stack, Part part) throws IOException {
        StackState state = StackState.readRunning(stack.home()).orElseThrow();
        return new ProcessTree(
                Objects.requireNonNull(state.parts().get(part.key())).pid());
    }

    private Figure measure(
            Trial trial, List<String> command, Map<String, String> environment, List<ProcessTree> servers)
            throws IOException, InterruptedException {
        Path output = output(trial);
        Map<String, String> all = new HashMap<>(environment);
        all.put("CHENGYUN_ROOT", workspace.root().toString());
        var program = new Program(command, all, output);
        double serversBefore = cpuSeconds(servers);
        double ownBefore = ProcessTree.ownCpuSeconds();
        double machineBefore = Machine.busySeconds();
        Measured measured = program.run(LIMIT.plusSeconds(size.pushSeconds()));
        double machineCpu = Machine.busySeconds() - machineBefore;
        double ownCpu = ProcessTree.ownCpuSeconds() - ownBefore;
        double serversCpu = cpuSeconds(servers) - serversBefore;
        if (measured.exitCode() != 0) {
            throw new IOException(
                    "%s failed with exit code %d; its log: %s".formatted(trial.key(), measured.exitCode(), output));
        }
        Result result = trial == Trial.GOACCESS ? GoAccess.result(goAccessJson(), measured) : Result.read(output);
        double others = machineCpu - measured.cpuSeconds() - ownCpu - serversCpu;
        return new Figure(trial, result, measured, serversCpu, Math.max(0, others), truth.wrong(trial, result));
    }

    private static double cpuSeconds(List<ProcessTree> servers) {
        return servers.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    private Path output(Trial trial) throws IOException {
        return Files.createDirectories(folder.resolve("log")).resolve("ingest-" + trial.key() + ".log");
    }

    private Path goAccessJson() throws IOException {
        return output(Trial.GOACCESS).resolveSibling("goaccess.json");
    }

    private List<String> command(Trial trial) throws IOException {
        return switch (trial) {
            case DECODE ->
                oneCore(java("-Xmx1g", "-XX:+UseSerialGC", Decoding.class, "portal", "status", log.toString(), PASSES));
            case GOACCESS -> oneCore(programs.goAccess().command(log, goAccessJson()));
            case DATEX ->
                oneCore(java(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        Decoding.class,
                        "traffic",
                        "speed",
                        truth.document().file().toString(),
                        PASSES));
            case LOAD, PUSH, HTTP, MQTT -> throw new IllegalArgumentException(trial + " needs servers");
        };
    }

    private List<String> commandWithKafka(Trial trial, String bootstrap) {
        return switch (trial) {
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
                        Long.toString(size.pushSeconds()),
                        Double.toString(size.pushRate()));
            case MQTT ->
                java(
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        Subscribing.class,
                        bootstrap,
                        programs.mosquitto().toString(),
                        folder.resolve("log").toString(),
                        Long.toString(size.readings()));
            case DECODE, GOACCESS, DATEX, HTTP -> throw new IllegalArgumentException(trial + " needs other servers");
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
