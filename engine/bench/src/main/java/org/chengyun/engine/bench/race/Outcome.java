package org.chengyun.engine.bench.race;

import java.util.List;
import org.chengyun.engine.bench.measure.Measured;
import org.chengyun.engine.bench.measure.Written;
import org.chengyun.engine.bench.truth.Comparison.Verdict;

/**
 * One run of one contestant.
 *
 * @param databaseCpuSeconds what PostgreSQL worked meanwhile
 * @param kafkaCpuSeconds what the broker worked meanwhile
 * @param othersCpuSeconds what programs worked meanwhile that have no part in the race
 * @param verdicts empty for a contestant that gives no answers
 */
public record Outcome(
        Contestant contestant,
        long events,
        Measured measured,
        double databaseCpuSeconds,
        double kafkaCpuSeconds,
        double othersCpuSeconds,
        Written written,
        List<Verdict> verdicts) {
    public double cpuMicrosPerEvent() {
        return measured.cpuSeconds() * 1e6 / events;
    }

    /** Of PostgreSQL's log. */
    public double walBytesPerEvent() {
        return (double) written.walBytes() / events;
    }

    /** Rows of tables that were inserted or updated. */
    public double rowsPerThousandEvents() {
        return written.rows() * 1_000.0 / events;
    }

    public double eventsPerSecond() {
        return events / measured.wallSeconds();
    }

    public boolean isRight() {
        return measured.exitCode() == 0 && verdicts.stream().allMatch(Verdict::isRight);
    }
}
