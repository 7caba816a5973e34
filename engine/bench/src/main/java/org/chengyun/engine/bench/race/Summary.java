package org.chengyun.engine.bench.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The medians of one contestant's runs. */
record Summary(
        Contestant contestant,
        int runs,
        boolean right,
        double wallSeconds,
        double cpuSeconds,
        double cpuMicrosPerEvent,
        double eventsPerSecond,
        double peakMegabytes,
        double databaseCpuSeconds,
        double kafkaCpuSeconds,
        double othersCpuSeconds,
        double walBytesPerEvent,
        double rowsPerThousandEvents,
        double worstDifference) {
    private static final double MEGABYTE = 1 << 20;

    /** One for each contestant, in the order of their first runs. */
    static List<Summary> of(List<Outcome> outcomes) {
        Map<Contestant, List<Outcome>> runs = new LinkedHashMap<>();
        outcomes.forEach(outcome -> runs.computeIfAbsent(outcome.contestant(), each -> new ArrayList<>())
                .add(outcome));
        return runs.values().stream().map(Summary::summary).toList();
    }

    /** That to which the others are compared: Chengyun on the same form of input as the peers, if it took part. */
    static Optional<Summary> measure(List<Summary> all) {
        return all.stream()
                .filter(summary -> summary.contestant().name().equals("chengyun-json"))
                .findFirst()
                .or(() -> all.stream()
                        .filter(summary -> summary.contestant().group().equals("chengyun"))
                        .findFirst());
    }

    private static Summary summary(List<Outcome> runs) {
        return new Summary(
                runs.getFirst().contestant(),
                runs.size(),
                runs.stream().allMatch(Outcome::isRight),
                median(runs, run -> run.measured().wallSeconds()),
                median(runs, run -> run.measured().cpuSeconds()),
                median(runs, Outcome::cpuMicrosPerEvent),
                median(runs, Outcome::eventsPerSecond),
                median(runs, run -> run.measured().peakBytes() / MEGABYTE),
                median(runs, Outcome::databaseCpuSeconds),
                median(runs, Outcome::kafkaCpuSeconds),
                median(runs, Outcome::othersCpuSeconds),
                median(runs, Outcome::walBytesPerEvent),
                median(runs, Outcome::rowsPerThousandEvents),
                runs.stream()
                        .flatMap(run -> run.verdicts().stream())
                        .mapToDouble(verdict -> verdict.worst())
                        .max()
                        .orElse(0));
    }

    private static double median(List<Outcome> runs, ToDoubleFunction<Outcome> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
