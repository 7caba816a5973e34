package org.chengyun.engine.bench.race;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chengyun.engine.bench.contestant.Definitions;
import org.chengyun.engine.bench.live.Scenario;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.RaceTopic.Form;
import org.chengyun.engine.bench.topic.TopicLoader;
import org.chengyun.engine.bench.truth.Comparison.Verdict;
import org.chengyun.engine.bench.truth.PortalTruth;
import org.chengyun.engine.bench.truth.TrafficTruth;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.launcher.run.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The race from the beginning of a topic to committed tables. */
@Command(
        name = "race",
        description = "From a full topic to committed tables: Chengyun, its peers and a hand-written floor.",
        mixinStandardHelpOptions = true)
public final class RaceCommand implements Callable<Integer> {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final long TRAINING_EVENTS = 5_000_000;

    @Option(
            names = "--events",
            defaultValue = "5m",
            description = "How many: 200k, 5m, 20m … (usually ${DEFAULT-VALUE}).")
    private String events = "5m";

    @Option(
            names = "--runs",
            defaultValue = "1",
            description = "Runs of each contestant, in turn (usually ${DEFAULT-VALUE}).")
    private int runs = 1;

    @Option(
            names = "--only",
            defaultValue = "",
            description = "Contestants or groups, separated by commas: chengyun,flink.")
    private String only = "";

    @Option(names = "--queries", defaultValue = "traffic", description = "traffic (Q1–Q3) or portal (Q4, Q5).")
    private String queries = "traffic";

    @Option(names = "--cores", defaultValue = "0", description = "Processors that a contestant may use, by taskset.")
    private int cores;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed is another workload.")
    private long seed = 1;

    @Option(
            names = "--late",
            description = "With one event in a thousand too late for the watermark; peers drop those.")
    private boolean late;

    @Option(
            names = "--json",
            description = "Where the result goes as JSON; usually into the home's folder bench/results.")
    private @Nullable Path json;

    @Option(names = "--set", description = "An option of the contestants: --set commitMs=500.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--sql",
            defaultValue = "",
            description =
                    "A statement on Chengyun's tables before each run: 'alter table window_stat set (fillfactor = 90)'.")
    private String sql = "";

    @Option(names = "--live", description = "At a steady rate: from produce to visible, for Chengyun and Flink.")
    private boolean live;

    @Option(
            names = "--rate",
            defaultValue = "50000",
            description = "Readings per second with --live (usually ${DEFAULT-VALUE}).")
    private int rate = 50_000;

    @Option(names = "--seconds", defaultValue = "40", description = "Measured with --live, after the warm-up.")
    private int seconds = 40;

    @Option(
            names = "--cold",
            description = "Nobody has run before: Java reads and compiles all classes anew, as in its first run ever.")
    private boolean cold;

    private final PrintStream out = System.out;
    private final Consumer<String> progress = Terminal.progress(out)::say;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
        List<Contestant> contestants =
                new ArrayList<>(Contestant.named(only.isBlank() && live ? "chengyun,flink-copy" : only));
        boolean portal = isPortal();
        contestants.removeIf(contestant -> !contestant.reads(portal));
        var classPaths = new ClassPaths(progress);
        classPaths.build(contestants);
        if (live) {
            return live(contestants, classPaths);
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (BenchStack stack = BenchStack.start(progress)) {
            stack.tableSql(sql);
            Map<Form, RaceTopic> topics = load(stack, contestants, portal, this::topic);
            var track = new Track(stack, classPaths, cores);
            Judge judge = judge(portal);
            if (!cold) {
                train(stack, track, contestants, portal);
            }
            for (int run = 1; run <= runs; run++) {
                for (Contestant contestant : contestants) {
                    RaceTopic topic = Objects.requireNonNull(topics.get(form(contestant, portal)));
                    Outcome outcome = lap(track, judge, contestant, topic);
                    outcomes.add(outcome);
                    progress.accept("run %d of %d  %s".formatted(run, runs, RaceTable.line(outcome)));
                }
            }
            out.println();
            RaceTable.print(out, outcomes);
            Path file = resultFile(stack, "race-%s-%s".formatted(queries, events));
            RaceJson.write(file, outcomes, queries, cores);
            out.println("as JSON: " + file);
        }
        return outcomes.stream().allMatch(Outcome::isRight) || late ? 0 : 1;
    }

    /** A short run of another workload, once for each version of a contestant. */
    private void train(BenchStack stack, Track track, List<Contestant> contestants, boolean portal)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        List<Contestant> untrained = new ArrayList<>();
        for (Contestant contestant : contestants) {
            if (!track.isTrained(contestant)) {
                untrained.add(contestant);
            }
        }
        long most = Math.min(TRAINING_EVENTS, Count.parse(events));
        Map<Form, RaceTopic> topics = load(
                stack, untrained, portal, form -> new RaceTopic(form, portal, seed + 1, most, Traffic.SENSORS, false));
        for (Contestant contestant : untrained) {
            progress.accept("%s runs once, for Java to keep what it learns".formatted(contestant.name()));
            if (!track.train(contestant, Objects.requireNonNull(topics.get(form(contestant, portal))))) {
                progress.accept("%s left nothing that Java could use".formatted(contestant.name()));
            }
        }
    }

    private Path resultFile(BenchStack stack, String kind) throws IOException {
        return json == null
                ? stack.results().resolve("%s-%s.json".formatted(kind, FILE_TIME.format(Instant.now())))
                : json;
    }

    private int live(List<Contestant> contestants, ClassPaths classPaths)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        try (BenchStack stack = BenchStack.start(progress)) {
            stack.tableSql(sql);
            new LiveRace(out, progress, Duration.ofSeconds(seconds), settings)
                    .run(
                            stack,
                            classPaths,
                            contestants,
                            Scenario.usual(rate, Traffic.SENSORS),
                            resultFile(stack, "live-" + rate));
        }
        return 0;
    }

    private boolean isPortal() {
        return switch (queries) {
            case "traffic" -> false;
            case "portal" -> true;
            default -> throw new IllegalStateException("--queries is traffic or portal, not '%s'".formatted(queries));
        };
    }

    private Map<Form, RaceTopic> load(
            BenchStack stack, List<Contestant> contestants, boolean portal, Function<Form, RaceTopic> topic)
            throws IOException, ExecutionException, InterruptedException {
        Map<Form, RaceTopic> topics = new EnumMap<>(Form.class);
        for (Contestant contestant : contestants) {
            topics.computeIfAbsent(form(contestant, portal), topic);
        }
        var loader = new TopicLoader(stack.kafkaBootstrap(), progress);
        for (RaceTopic wanted : topics.values()) {
            var schema = Definitions.of(wanted.dataset(), "avro");
            loader.load(wanted, schema::schema);
        }
        return topics;
    }

    private static Form form(Contestant contestant, boolean portal) {
        return portal && contestant.form() == Form.JSON ? Form.LINES : contestant.form();
    }

    /** Reads the answers of one lap. */
    private interface Judge {
        List<Verdict> judge(AnswerReader reader, Contestant contestant, RaceTopic topic) throws SQLException;
    }

    private Judge judge(boolean portal) {
        progress.accept("computing the truth");
        if (portal) {
            PortalTruth truth = PortalTruth.of(topic(Form.LINES).requests());
            return (reader, contestant, topic) -> contestant.answers() == Contestant.Answers.ENGINE_TABLES
                    ? reader.engine(truth, contestant.dataset(topic))
                    : reader.tables(truth);
        }
        TrafficTruth truth = TrafficTruth.of(topic(Form.JSON).traffic());
        return (reader, contestant, topic) -> contestant.answers() == Contestant.Answers.ENGINE_TABLES
                ? reader.engine(truth, topic.dataset())
                : reader.tables(truth);
    }

    private RaceTopic topic(Form form) {
        return new RaceTopic(form, isPortal(), seed, Count.parse(events), Traffic.SENSORS, late);
    }

    private Outcome lap(Track track, Judge judge, Contestant contestant, RaceTopic topic)
            throws IOException, SQLException, InterruptedException {
        Track.Lap lap = track.run(contestant, topic, settings);
        List<Verdict> verdicts = List.of();
        if (contestant.answers() != Contestant.Answers.NONE && lap.measured().exitCode() == 0) {
            try (Connection connection = BenchStack.connect(lap.database())) {
                verdicts = judge.judge(new AnswerReader(connection), contestant, topic);
            }
        }
        for (Verdict verdict : verdicts) {
            if (!verdict.isRight()) {
                progress.accept("%s %s: %,d rows right, %,d wrong, %,d missing; %s"
                        .formatted(
                                contestant.name(),
                                verdict.query(),
                                verdict.right(),
                                verdict.wrong(),
                                verdict.missing(),
                                verdict.example()));
            }
        }
        return new Outcome(
                contestant,
                topic.events(),
                lap.measured(),
                lap.databaseCpuSeconds(),
                lap.kafkaCpuSeconds(),
                lap.othersCpuSeconds(),
                lap.written(),
                verdicts);
    }
}
