package org.chengyun.engine.bench.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.chengyun.engine.bench.contestant.Definitions;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.TopicLoader;
import org.chengyun.engine.bench.truth.Comparison.Verdict;
import org.chengyun.engine.bench.truth.TrafficTruth;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.launcher.run.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How Chengyun's cost grows: one quantity is doubled at a time. */
@Command(
        name = "curves",
        description =
                "Chengyun alone with more keys, more metrics, longer and finer sliding windows, and on a machine of one core or two.",
        mixinStandardHelpOptions = true)
public final class CurvesCommand implements Callable<Integer> {
    @Option(names = "--events", defaultValue = "5m", description = "How many (usually ${DEFAULT-VALUE}).")
    private String events = "5m";

    @Option(
            names = "--runs",
            defaultValue = "1",
            description = "Runs of each point, in turn (usually ${DEFAULT-VALUE}).")
    private int runs = 1;

    @Option(names = "--encoding", defaultValue = "json", description = "json or avro (usually ${DEFAULT-VALUE}).")
    private String encoding = "json";

    @Option(names = "--only", split = ",", description = "Some of keys, metrics, factor, slide, cores; usually all.")
    private List<String> only = List.of();

    private final PrintStream out = System.out;
    private final Consumer<String> progress = Terminal.progress(out)::say;

    /**
     * One point of a curve.
     *
     * @param cores that engine, Kafka and database have together; 0 for all
     */
    private record Point(String axis, String value, int sensors, Map<String, String> options, int cores) {
        boolean hasSlidingOfTheRace() {
            return options.getOrDefault("sliding", Definitions.RACE_SLIDING).equals(Definitions.RACE_SLIDING);
        }
    }

    /** What is kept of a point. */
    public record Figures(
            String axis,
            String value,
            int runs,
            double wallSeconds,
            double cpuMicrosPerEvent,
            double databaseCpuMicrosPerEvent,
            double peakMegabytes,
            boolean right) {}

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (int times : List.of(1, 2, 4)) {
            points.add(new Point(
                    "keys", "%,d sensors".formatted(times * Traffic.SENSORS), times * Traffic.SENSORS, Map.of(), 0));
        }
        for (int times : List.of(1, 2, 4)) {
            points.add(new Point(
                    "metrics", "%d metrics".formatted(3 * times), Traffic.SENSORS, Map.of("copies", "" + times), 0));
        }
        // Twice as long windows over the same slices: each observation is part of twice as many.
        for (String sliding : List.of("5m/1m", "10m/1m", "20m/1m", "40m/1m")) {
            points.add(new Point("factor", sliding, Traffic.SENSORS, Map.of("sliding", sliding), 0));
        }
        // Finer slides: more slices are stored and more windows come out, so each costs, but no more than it did.
        for (String sliding : List.of("5m/1m", "5m/30s", "5m/15s", "5m/5s")) {
            points.add(new Point("slide", sliding, Traffic.SENSORS, Map.of("sliding", sliding), 0));
        }
        for (int cores : List.of(1, 2)) {
            points.add(new Point("cores", cores + (cores == 1 ? " core" : " cores"), Traffic.SENSORS, Map.of(), cores));
        }
        return points;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
        Contestant chengyun = Contestant.named("chengyun-" + encoding).getFirst();
        List<Point> points = points().stream()
                .filter(point -> only.isEmpty() || only.contains(point.axis()))
                .toList();
        if (points.isEmpty()) {
            throw new IllegalStateException(
                    "--only names keys, metrics, factor, slide or cores, not '%s'".formatted(String.join(",", only)));
        }
        List<List<Outcome>> outcomes =
                points.stream().<List<Outcome>>map(point -> new ArrayList<>()).toList();
        try (BenchStack stack = BenchStack.start(progress)) {
            var loader = new TopicLoader(stack.kafkaBootstrap(), progress);
            for (int run = 1; run <= runs; run++) {
                for (int i = 0; i < points.size(); i++) {
                    RaceTopic topic = new RaceTopic(
                            chengyun.form(),
                            false,
                            1,
                            Count.parse(events),
                            points.get(i).sensors(),
                            false);
                    loader.load(topic, Definitions.of(topic.dataset(), "avro")::schema);
                    Outcome outcome = lap(stack, chengyun, topic, points.get(i));
                    outcomes.get(i).add(outcome);
                    progress.accept("%-8s %-16s %s"
                            .formatted(points.get(i).axis(), points.get(i).value(), RaceTable.line(outcome)));
                }
            }
            List<Figures> figures = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                figures.add(figures(points.get(i), Summary.of(outcomes.get(i)).getFirst()));
            }
            print(figures);
            Path file = stack.results()
                    .resolve("curves-%s-%s.json".formatted(events, Instant.now().getEpochSecond()));
            Files.writeString(
                    file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
            out.println("as JSON: " + file);
            return figures.stream().allMatch(Figures::right) ? 0 : 1;
        }
    }

    private static Outcome lap(BenchStack stack, Contestant chengyun, RaceTopic topic, Point point)
            throws IOException, SQLException, InterruptedException {
        var track = new Track(stack, new ClassPaths(line -> {}), point.cores());
        stack.limitTo(point.cores());
        Track.Lap lap = track.run(chengyun, topic, point.options());
        List<Verdict> verdicts = List.of();
        if (lap.measured().exitCode() == 0) {
            try (Connection connection = BenchStack.connect(lap.database())) {
                List<Verdict> all =
                        new AnswerReader(connection).engine(TrafficTruth.of(topic.traffic()), topic.dataset());
                // The truth knows the race's sliding windows only; Q1 has none.
                verdicts = point.hasSlidingOfTheRace() ? all : all.subList(0, 1);
            }
        }
        return new Outcome(
                chengyun,
                topic.events(),
                lap.measured(),
                lap.databaseCpuSeconds(),
                lap.kafkaCpuSeconds(),
                lap.othersCpuSeconds(),
                lap.written(),
                verdicts);
    }

    private Figures figures(Point point, Summary summary) {
        return new Figures(
                point.axis(),
                point.value(),
                summary.runs(),
                summary.wallSeconds(),
                summary.cpuMicrosPerEvent(),
                summary.databaseCpuSeconds() * 1e6 / Count.parse(events),
                summary.peakMegabytes(),
                summary.right());
    }

    private void print(List<Figures> all) {
        out.printf(
                "%n%-8s %-16s %8s %10s %8s %12s %8s %8s %8s%n",
                "", "", "wall s", "µs/event", "×", "PG µs/event", "×", "× wall", "peak MB");
        Figures first = all.getFirst();
        for (Figures figures : all) {
            if (!figures.axis().equals(first.axis())) {
                first = figures;
                out.println();
            }
            out.printf(
                    "%-8s %-16s %8.1f %10.2f %8.2f %12.2f %8.2f %8.2f %8.0f%s%n",
                    figures.axis(),
                    figures.value(),
                    figures.wallSeconds(),
                    figures.cpuMicrosPerEvent(),
                    figures.cpuMicrosPerEvent() / first.cpuMicrosPerEvent(),
                    figures.databaseCpuMicrosPerEvent(),
                    figures.databaseCpuMicrosPerEvent() / first.databaseCpuMicrosPerEvent(),
                    figures.wallSeconds() / first.wallSeconds(),
                    figures.peakMegabytes(),
                    figures.right() ? "" : "  answers WRONG");
        }
        out.printf(
                "medians of %d runs of %s events as %s; × to the first line of each block%n", runs, events, encoding);
    }
}
