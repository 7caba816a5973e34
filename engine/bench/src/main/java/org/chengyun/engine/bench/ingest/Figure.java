package org.chengyun.engine.bench.ingest;

import org.chengyun.engine.bench.measure.Measured;

/**
 * One run of one trial.
 *
 * @param process the trial's own, from its start to its end, warm-up included
 * @param serversCpuSeconds what Kafka, and whatever else it needs, worked meanwhile
 * @param othersCpuSeconds what programs worked meanwhile that have no part in it
 * @param wrong in what its answers differ from the truth; empty if they do not
 */
record Figure(
        Trial trial, Result result, Measured process, double serversCpuSeconds, double othersCpuSeconds, String wrong) {
    /** The same after another look at its answers. */
    Figure with(Result looked, String differences) {
        return new Figure(trial, looked, process, serversCpuSeconds, othersCpuSeconds, differences);
    }

    double rate() {
        return trial.rate(result);
    }

    boolean isRight() {
        return wrong.isEmpty();
    }
}
