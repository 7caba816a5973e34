package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.dedupe.KeyBlock;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.fold.MetricDeltas;
import org.chengyun.engine.core.fold.SessionDeltas;
import org.chengyun.engine.core.session.Session;

/**
 * A batch as it went over the connection: from here on it is out of its instance's hands.
 *
 * @param folds under which clock and watermark each of its records was folded
 * @param knownWatermarkMs the watermark that its instance knew
 */
record Prepared(
        Map<Integer, OffsetRange> ranges,
        List<Slice> slices,
        List<Run> runs,
        Tally tally,
        List<Quarantined> quarantined,
        Map<Integer, KeyBlock> keys,
        List<Fold> folds,
        long knownWatermarkMs) {
    record Slice(Windows.Key key, Stat stat, long late) {}

    record Run(Runs.Key key, Session session) {}

    record Tally(
            long eventsIn, long counted, long filtered, long duplicates, long quarantined, long late, long unchecked) {}

    record Fold(int partition, long offset, long clockMs, long watermarkMs) {}

    static Prepared of(Batch batch, DatasetFold fold, List<Fold> folds, long knownWatermarkMs) {
        Deltas deltas = batch.deltas();
        List<Slice> slices = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (int m = 0; m < Probe.METRICS.size(); m++) {
            addSlices(m, fold, deltas.of(m), slices);
            if (Probe.METRICS.get(m).session().isPresent()) {
                addRuns(m, fold, deltas.sessions(m), runs);
            }
        }
        var tally = new Tally(
                deltas.eventsIn(),
                deltas.counted(),
                deltas.filtered(),
                deltas.duplicates(),
                deltas.quarantined(),
                deltas.late(),
                deltas.unchecked());
        return new Prepared(
                batch.ranges(), slices, runs, tally, batch.quarantined(), batch.keys(), folds, knownWatermarkMs);
    }

    private static void addSlices(int metric, DatasetFold fold, MetricDeltas deltas, List<Slice> slices) {
        int size = Probe.METRICS.get(metric).slice().sizeSeconds();
        for (int row = 0; row < deltas.size(); row++) {
            if (deltas.n(row) > 0) {
                String series = name(metric, fold, deltas.series(row));
                var stat = new Stat(
                        deltas.n(row),
                        deltas.sum(row),
                        deltas.mean(row),
                        deltas.m2(row),
                        deltas.min(row),
                        deltas.max(row));
                slices.add(new Slice(
                        new Windows.Key(metric, size, deltas.sliceStartMs(row), series), stat, deltas.late(row)));
            }
        }
    }

    private static void addRuns(int metric, DatasetFold fold, SessionDeltas deltas, List<Run> runs) {
        for (int row = 0; row < deltas.size(); row++) {
            runs.add(new Run(new Runs.Key(metric, name(metric, fold, deltas.series(row))), deltas.session(row)));
        }
    }

    private static String name(int metric, DatasetFold fold, int series) {
        return Arrays.stream(fold.series(metric).dimensions(series))
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }
}
