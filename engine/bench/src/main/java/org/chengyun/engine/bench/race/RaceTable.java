package org.chengyun.engine.bench.race;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The result for people. */
final class RaceTable {
    private RaceTable() {}

    static String line(Outcome outcome) {
        return "%-22s %6.1f s wall  %6.1f s CPU  %6.2f µs/event  %5d MB  PostgreSQL %.1f s  Kafka %.1f s  others %.1f s  %s"
                .formatted(
                        outcome.contestant().name(),
                        outcome.measured().wallSeconds(),
                        outcome.measured().cpuSeconds(),
                        outcome.cpuMicrosPerEvent(),
                        outcome.measured().peakBytes() >> 20,
                        outcome.databaseCpuSeconds(),
                        outcome.kafkaCpuSeconds(),
                        outcome.othersCpuSeconds(),
                        answers(outcome));
    }

    private static String answers(Outcome outcome) {
        if (outcome.measured().exitCode() != 0) {
            return "failed with exit code " + outcome.measured().exitCode();
        }
        if (outcome.verdicts().isEmpty()) {
            return "no answers asked";
        }
        return outcome.isRight() ? "answers right" : "answers WRONG";
    }

    static void print(PrintStream out, List<Outcome> outcomes) {
        List<Summary> summaries = Summary.of(outcomes);
        Optional<Summary> measure = Summary.measure(summaries);
        out.printf(
                "%-22s %7s %7s %9s %11s %8s %8s %8s %8s %8s %8s %7s %7s  %s%n",
                "",
                "wall s",
                "CPU s",
                "µs/event",
                "events/s",
                "peak MB",
                "PG CPU",
                "Kafka",
                "others",
                "WAL B/ev",
                "rows/kev",
                "× CPU",
                "× wall",
                "answers");
        for (Summary summary : summaries) {
            out.printf(
                    "%-22s %7.1f %7.1f %9.2f %,11.0f %8.0f %8.1f %8.1f %8.1f %8.1f %8.1f %7s %7s  %s%n",
                    summary.contestant().name(),
                    summary.wallSeconds(),
                    summary.cpuSeconds(),
                    summary.cpuMicrosPerEvent(),
                    summary.eventsPerSecond(),
                    summary.peakMegabytes(),
                    summary.databaseCpuSeconds(),
                    summary.kafkaCpuSeconds(),
                    summary.othersCpuSeconds(),
                    summary.walBytesPerEvent(),
                    summary.rowsPerThousandEvents(),
                    ratio(summary.cpuSeconds(), measure.map(Summary::cpuSeconds)),
                    ratio(summary.wallSeconds(), measure.map(Summary::wallSeconds)),
                    answers(summary));
        }
        Outcome first = outcomes.getFirst();
        out.printf(
                "medians of %d runs of %,d events; µs/event and CPU s are of the contestant's process alone; others: processor seconds of programs that have no part in it; WAL B/ev: bytes of PostgreSQL's log for each event; rows/kev: rows inserted or updated for a thousand events; × to %s%n",
                summaries.getFirst().runs(),
                first.events(),
                measure.map(summary -> summary.contestant().name()).orElse("nobody"));
    }

    private static String ratio(double figure, Optional<Double> measure) {
        return measure.map(one -> "%.2f".formatted(figure / one)).orElse("");
    }

    private static String answers(Summary summary) {
        if (summary.contestant().answers() == Contestant.Answers.NONE) {
            return "-";
        }
        return summary.right() ? "right (%.0e)".formatted(summary.worstDifference()) : "WRONG";
    }
}
