package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowPlan;

/**
 * Commits micro-batches of one dataset: deltas and offsets in one transaction. Bound to one connection; not thread-safe,
 * the committing thread owns it.
 */
public final class BatchStore {
    private static final String RECORD_REVISIONS = """
            insert into window_revision
              (series_no, metric_no, size_s, start, revision, cut, events,
               old_n, old_sum, old_mean, old_m2, old_min, old_max,
               new_n, new_sum, new_mean, new_m2, new_min, new_max)
            select d.series_no, d.metric_no, d.size_s, d.start, coalesce(w.revision, 0) + 1, ?, d.n,
                   coalesce(w.n, 0), w.sum, w.mean, w.m2, w.min, w.max,
                   coalesce(w.n, 0) + d.n, coalesce(w.sum, 0) + d.sum,
                   coalesce(merged_mean(w.n, w.mean, d.n, d.mean), d.mean),
                   coalesce(merged_m2(w.n, w.mean, w.m2, d.n, d.mean, d.m2), d.m2),
                   least(w.min, d.min), greatest(w.max, d.max)
              from stage_delta d
              left join window_stat w using (series_no, size_s, start)
             where d.closed
            """;
    private static final String MERGE = """
            insert into window_stat as w
              (series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, revision, cut)
            select series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, closed::int, ?
              from stage_delta
             %s
            on conflict (series_no, size_s, start) do update set
              n = w.n + excluded.n,
              sum = w.sum + excluded.sum,
              mean = merged_mean(w.n, w.mean, excluded.n, excluded.mean),
              m2 = merged_m2(w.n, w.mean, w.m2, excluded.n, excluded.mean, excluded.m2),
              min = least(w.min, excluded.min),
              max = greatest(w.max, excluded.max),
              late = w.late + excluded.late,
              revision = w.revision + excluded.revision,
              cut = excluded.cut
            """;

    /** The stage is filled in order; what was expanded lies behind that. */
    private static final String MERGE_FILLED = MERGE.formatted("");

    private static final String MERGE_EXPANDED = MERGE.formatted("order by metric_no, series_no, start, size_s");

    private final Connection connection;
    private final Dataset dataset;
    private final long generation;
    private final Offsets offsets;
    private final CutTable cuts;
    private final QuarantineTable quarantine;
    private final DedupeTable dedupe;
    private final WindowPlan plan;
    private final TopTable tops;
    private final List<SeriesNumbers> series = new ArrayList<>();
    private final DeltaStage stage;
    private final SketchStage sketches;
    private final SketchedTops sketchedTops;
    private final DatasetFold fold;
    private final List<MetricNumber> numbers;
    private final SessionTable sessions;

    /** Without limits of series. */
    public BatchStore(
            Connection connection,
            String job,
            Dataset dataset,
            EngineMetrics metrics,
            DatasetFold fold,
            QuarantineTable quarantine)
            throws SQLException {
        this(connection, job, dataset, metrics, fold, SeriesLimits.NONE, quarantine);
    }

    public BatchStore(
            Connection connection,
            String job,
            Dataset dataset,
            EngineMetrics metrics,
            DatasetFold fold,
            SeriesLimits limits,
            QuarantineTable quarantine)
            throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        this.offsets = new Offsets(job, dataset.topic());
        this.cuts = new CutTable(job, dataset.id());
        this.quarantine = quarantine;
        this.dedupe = new DedupeTable(job, dataset);
        this.generation = metrics.generation();
        this.numbers = metrics.numbers();
        this.fold = fold;
        this.plan = WindowPlan.of(numbers);
        this.tops = new TopTable(numbers);
        for (int m = 0; m < numbers.size(); m++) {
            series.add(new SeriesNumbers(numbers.get(m), fold.series(m), limits));
        }
        connection.setAutoCommit(false);
        this.stage = new DeltaStage(connection, numbers, series);
        this.sketches = new SketchStage(connection, numbers, series);
        this.sketchedTops = new SketchedTops(connection, numbers);
        this.sessions = new SessionTable(connection, numbers, series);
    }

    /**
     * Commits a batch.
     *
     * @throws Fenced if another instance has moved the offsets; nothing was written
     * @throws QuarantineFull if the batch has rejected records and there is no room; nothing was written
     * @throws SQLException if the outcome is unknown: ask {@link org.chengyun.engine.core.commit.Settlement}
     */
    public Cut commit(Batch batch) throws SQLException, Fenced, QuarantineFull {
        try {
            for (int m = 0; m < series.size(); m++) {
                if (!numbers.get(m).metric().isSketchedTop()) {
                    series.get(m).resolve(connection, batch.deltas().of(m));
                }
            }
            Cut cut = write(batch);
            connection.commit();
            return cut;
        } catch (Fenced | QuarantineFull e) {
            connection.rollback();
            throw e;
        }
    }

    private Cut write(Batch batch) throws SQLException, Fenced, QuarantineFull {
        long startedNs = System.nanoTime();
        Locks.shared(connection, dataset.id());
        long number = cuts.next(connection, generation);
        offsets.swap(connection, batch.ranges(), batch.activeAt(), number);
        long watermarkMs = WatermarkTable.read(connection, dataset.id());
        boolean anyClosed = stage.fill(batch.deltas(), watermarkMs);
        List<Long> overflow = overflowSeries();
        if (!overflow.isEmpty()) {
            OverflowRows.mergeDeltas(connection, overflow);
        }
        if (anyClosed) {
            stage.expand(plan, watermarkMs);
            Locks.corrections(connection, dataset.id());
            KeptTable.leaveOutDeltas(connection, dataset.id());
            execute(RECORD_REVISIONS, number);
            execute(MERGE_EXPANDED, number);
            tops.rankCorrected(connection, number);
        } else {
            execute(overflow.isEmpty() ? MERGE_FILLED : MERGE_EXPANDED, number);
        }
        sketches.merge(dataset.id(), batch.deltas(), watermarkMs, anyClosed, overflow, number);
        for (SeriesNumbers one : series) {
            one.recordOverflow(connection);
        }
        sketchedTops.merge(dataset.id(), fold, batch.deltas(), watermarkMs, number);
        // Whoever adds an overflow series locks first what it is admitted by, then the series: so here.
        sessions.merge(dataset.id(), batch.deltas(), watermarkMs, number);
        quarantine.add(connection, batch.quarantined());
        dedupe.write(connection, batch);
        var cut = new Cut(number, watermarkMs);
        cuts.batch(connection, cut, batch, (System.nanoTime() - startedNs) / 1_000_000);
        return cut;
    }

    /** Overflow series that rows of the batch count in. */
    private List<Long> overflowSeries() {
        return series.stream()
                .filter(one -> one.overflowed() > 0)
                .map(SeriesNumbers::overflowNo)
                .toList();
    }

    /** Observations of the last batch that count in overflow series, by the limit that they met, in words for people. */
    public Map<String, Long> overflowed() {
        return series.stream()
                .filter(one -> one.overflowed() > 0)
                .collect(Collectors.toMap(SeriesNumbers::limit, SeriesNumbers::overflowed));
    }

    private void execute(String sql, long cut) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cut);
            statement.executeUpdate();
        }
    }
}
