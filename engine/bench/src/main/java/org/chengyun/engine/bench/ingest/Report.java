package org.chengyun.engine.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What all runs came to: for people a table of medians, for programs JSON.
 *
 * @param throttled whether the rate was given: then it meets no bar and misses none
 */
record Report(List<Figure> figures, boolean throttled) {
    private static final double MEGABYTE = 1 << 20;
    private static final double GOACCESS_BAR = 5;

    static String line(Figure figure) {
        return "%-9s %,14.0f %s  %.2f s wall, process %.1f s CPU, servers %.1f s, others %.1f s  %s"
                .formatted(
                        figure.trial().key(),
                        figure.rate(),
                        figure.trial().unit(),
                        figure.result().seconds(),
                        figure.process().cpuSeconds(),
                        figure.serversCpuSeconds(),
                        figure.othersCpuSeconds(),
                        figure.isRight() ? "answers right" : "answers WRONG " + figure.wrong());
    }

    void print(PrintStream out) {
        out.printf(
                "%-9s %4s %14s  %-26s %9s %9s %8s %8s %15s %11s  %s%n",
                "", "runs", "rate", "", "wall s", "CPU s/m", "servers", "others", "heap MB", "peak MB", "bar");
        for (Trial trial : Trial.values()) {
            List<Figure> runs = of(trial);
            if (!runs.isEmpty()) {
                print(out, trial, runs);
            }
        }
        out.println(
                "medians; CPU s/m: processor seconds of the whole process, start and warm-up included, for a million"
                        + " records of what was measured; servers, others: processor seconds of Kafka and whatever else the trial"
                        + " needs, and of the rest, meanwhile; heap: in use after a full collection, when the warm-up was over"
                        + " and at the end (http: the application's)");
        ratio().ifPresent(ratio -> out.printf(
                "decode / goaccess: %.1f × (wanted: %.0f); both on one core, by processor time%n",
                ratio, GOACCESS_BAR));
    }

    private void print(PrintStream out, Trial trial, List<Figure> runs) {
        out.printf(
                "%-9s %4d %,14.0f  %-26s %9.2f %9.2f %8.1f %8.1f %7.0f → %5.0f %11.0f  %s%n",
                trial.key(),
                runs.size(),
                median(runs, Figure::rate),
                trial.unit(),
                median(runs, run -> run.result().seconds()),
                median(
                        runs,
                        run -> run.process().cpuSeconds() * 1e6 / run.result().records()),
                median(runs, Figure::serversCpuSeconds),
                median(runs, Figure::othersCpuSeconds),
                median(runs, run -> run.result().heapBefore() / MEGABYTE),
                median(runs, run -> run.result().heapAfter() / MEGABYTE),
                median(runs, run -> run.process().peakBytes() / MEGABYTE),
                trial.bar() == 0 || throttled
                        ? ""
                        : "%,.0f: %s"
                                .formatted(trial.bar(), median(runs, Figure::rate) >= trial.bar() ? "met" : "MISSED"));
    }

    private List<Figure> of(Trial trial) {
        return figures.stream().filter(figure -> figure.trial() == trial).toList();
    }

    private OptionalDouble ratio() {
        List<Figure> ours = of(Trial.DECODE);
        List<Figure> theirs = of(Trial.GOACCESS);
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(ours, Figure::rate) / median(theirs, Figure::rate));
    }

    private static double median(List<Figure> runs, ToDoubleFunction<Figure> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    boolean isRight() {
        return figures.stream().allMatch(Figure::isRight);
    }

    void write(Path file) throws IOException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("at", Instant.now().toString())
                .put("java", System.getProperty("java.version"))
                .put("cores", Runtime.getRuntime().availableProcessors());
        ratio().ifPresent(ratio -> root.put("decodeToGoAccess", ratio));
        ObjectNode medians = root.putObject("medians");
        for (Trial trial : Trial.values()) {
            if (!of(trial).isEmpty()) {
                medians.put(trial.key(), median(of(trial), Figure::rate));
            }
        }
        var runs = root.putArray("runs");
        figures.forEach(figure -> runs.addPOJO(figure));
        Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
