package org.chengyun.engine.bench.ingest;

import org.chengyun.engine.bench.measure.Measured;

/**
 * One run of one trial.
 *
 * @param process the trial's own, from its start to its end, warm-up included
 * @param kafkaCpuSeconds what the broker worked meanwhile
 * @param othersCpuSeconds what programs worked meanwhile that have no part in it
 * @param wrong in what its answers differ from the truth; empty if they do not
 */
record Figure(
        Trial trial, Result result, Measured process, double kafkaCpuSeconds, double othersCpuSeconds, String wrong) {
    double rate() {
        return trial.rate(result);
    }

    boolean isRight() {
        return wrong.isEmpty();
    }
}
