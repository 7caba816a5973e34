package org.chengyun.engine.bench.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contestant.Definitions;
import org.chengyun.engine.bench.live.LiveResult;
import org.chengyun.engine.bench.live.LiveRun;
import org.chengyun.engine.bench.live.Scenario;
import org.chengyun.engine.bench.measure.Program;
import org.chengyun.engine.bench.measure.RunningProgram;
import org.chengyun.engine.bench.topic.LiveFeed;
import org.chengyun.engine.bench.topic.RaceTopic.Form;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.launcher.stack.DatabaseAccess;

/** The live measurements, one scenario after the other. */
final class LiveRace {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final PrintStream out;
    private final Consumer<String> progress;
    private final Duration measured;
    private final Map<String, String> settings;

    LiveRace(PrintStream out, Consumer<String> progress, Duration measured, Map<String, String> settings) {
        this.out = out;
        this.progress = progress;
        this.measured = measured;
        this.settings = settings;
    }

    void run(BenchStack stack, ClassPaths classPaths, List<Contestant> contestants, List<Scenario> scenarios, Path json)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        List<LiveResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Contestant contestant : contestants) {
                if (contestant.name().equals(scenario.contestant())) {
                    progress.accept("%s at %,d/s, %,d sensors, for %d s"
                            .formatted(
                                    contestant.name(),
                                    scenario.perSecond(),
                                    scenario.sensors(),
                                    WARM_UP.plus(measured).toSeconds()));
                    results.add(new LiveRun(scenario, WARM_UP, measured)
                            .run(new Around(stack, classPaths, contestant, scenario)));
                }
            }
        }
        print(results);
        Files.writeString(
                json, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
        out.println("as JSON: " + json);
    }

    private void print(List<LiveResult> results) {
        out.printf(
                "%n%-16s %8s %8s %8s %8s %8s %8s %6s %7s %7s %6s %8s %8s %8s %5s%n",
                "",
                "rate/s",
                "sensors",
                "p50 ms",
                "p99 ms",
                "max ms",
                "probes",
                "CPU",
                "PG CPU",
                "Kafka",
                "heap",
                "peak MB",
                "WAL B/ev",
                "rows/kev",
                "HOT");
        for (LiveResult result : results) {
            out.printf(
                    "%-16s %,8.0f %,8d %8.0f %8.0f %8.0f %8d %5.1f%% %6.1f%% %6.1f%% %6s %8d %8.0f %8.0f %4.0f%%%s%n",
                    result.scenario().contestant(),
                    result.perSecond(),
                    result.scenario().sensors(),
                    result.p50Ms(),
                    result.p99Ms(),
                    result.maxMs(),
                    result.probes(),
                    result.cpuShare() * 100,
                    result.databaseCpuShare() * 100,
                    result.kafkaCpuShare() * 100,
                    result.scenario().heap().getFirst().substring("-Xmx".length()),
                    result.peakBytes() >> 20,
                    result.walBytesPerEvent(),
                    result.rowsPerThousandEvents(),
                    result.inPlaceShare() * 100,
                    result.missing() == 0 ? "" : "  %d probes never seen".formatted(result.missing()));
        }
        out.println(
                "from produce to visible in the table of Q1; CPU in percent of one core; WAL B/ev: bytes of PostgreSQL's log"
                        + " for each event; rows/kev: rows inserted or updated for a thousand; HOT: of the updated ones those that"
                        + " touched no index");
    }

    private final class Around implements LiveRun.Surroundings {
        private final BenchStack stack;
        private final ClassPaths classPaths;
        private final Contestant contestant;
        private final Scenario scenario;
        private final String dataset;
        private final DatabaseAccess database;

        Around(BenchStack stack, ClassPaths classPaths, Contestant contestant, Scenario scenario)
                throws IOException, SQLException {
            this.stack = stack;
            this.classPaths = classPaths;
            this.contestant = contestant;
            this.scenario = scenario;
            this.dataset = "traffic-%s-live".formatted(contestant.form().key());
            this.database = Track.freshDatabase(stack, contestant);
        }

        @Override
        public LiveFeed feed() throws ExecutionException, InterruptedException {
            return new LiveFeed(
                    stack.kafkaBootstrap(),
                    "chengyun." + dataset,
                    scenario.perSecond(),
                    scenario.sensors(),
                    contestant.form() == Form.AVRO
                            ? Definitions.of(dataset, "avro").schema()
                            : null);
        }

        @Override
        public RunningProgram contestant() throws IOException {
            Map<String, String> options = new java.util.HashMap<>(contestant.options());
            options.put("live", "true");
            options.putAll(settings);
            var contest = new Contest(
                    stack.kafkaBootstrap(),
                    "chengyun." + dataset,
                    dataset,
                    0,
                    Traffic.PARTITIONS,
                    Long.MAX_VALUE,
                    Math.min(2, Runtime.getRuntime().availableProcessors()),
                    Contest.TRAFFIC,
                    database.jdbcUrl(),
                    database.user(),
                    database.password(),
                    options);
            return new Program(
                            new Track(stack, classPaths, 0).javaCommand(contestant, scenario.heap()),
                            contest.toEnvironment(),
                            stack.log("bench-live-" + contestant.name()))
                    .launch();
        }

        @Override
        public Connection connect() throws SQLException {
            return BenchStack.connect(database);
        }

        @Override
        public boolean answersInEngineTables() {
            return contestant.answers() == Contestant.Answers.ENGINE_TABLES;
        }

        @Override
        public double databaseCpuSeconds() {
            return stack.databaseCpuSeconds();
        }

        @Override
        public double kafkaCpuSeconds() {
            return stack.kafkaCpuSeconds();
        }
    }
}
