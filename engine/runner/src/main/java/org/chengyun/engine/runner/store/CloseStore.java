package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowPlan;

/**
 * Closes windows: merges the slices below the new watermark into roll-ups and sliding windows, and ranks them. Bound to
 * one connection; not thread-safe, the committing thread owns it.
 */
public final class CloseStore {
    /** Never re-reads events: each window is the merge of the rows of its source size, in two passes for precision. */
    private static final String ROLL_UP = """
            insert into window_stat (series_no, metric_no, size_s, start, n, sum, mean, m2, min, max, late, cut)
            select series_no, metric_no, ?, to_timestamp(g), sum(n), sum(sum), total_mean,
                   sum(m2 + n * (mean - total_mean) * (mean - total_mean)), min(min), max(max), sum(late), ?
              from (select s.series_no, s.metric_no, g, s.n, s.sum, s.mean, s.m2, s.min, s.max, s.late,
                           sum(s.n * s.mean) over same / sum(s.n) over same as total_mean
                      from window_stat s
                     cross join lateral generate_series(
                           (floor((extract(epoch from s.start) - ?) / ?) * ? + ?)::bigint,
                           extract(epoch from s.start)::bigint, ?::bigint) as g
                     where s.metric_no = any(?) and s.size_s = ?
                       and s.start >= ?::timestamptz - make_interval(secs => ?) and s.start < ?::timestamptz
                       and to_timestamp(g + ?) > ?::timestamptz and to_timestamp(g + ?) <= ?::timestamptz
                    window same as (partition by s.series_no, g)) as parts
             group by series_no, metric_no, g, total_mean
            """;

    private final Connection connection;
    private final Dataset dataset;
    private final WindowPlan plan;
    private final TopTable tops;
    private final SketchRollUp sketches;
    private final CutTable cuts;

    public CloseStore(Connection connection, String job, Dataset dataset, List<MetricNumber> metrics)
            throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        this.plan = WindowPlan.of(metrics);
        this.tops = new TopTable(metrics);
        this.sketches = new SketchRollUp(metrics);
        this.cuts = new CutTable(job, dataset.id());
        connection.setAutoCommit(false);
    }

    /** Up to where the windows are closed, epoch ms, or {@link PartitionProgress#NONE}. */
    public long closedMs() throws SQLException {
        long closed = WatermarkTable.read(connection, dataset.id());
        connection.commit();
        return closed;
    }

    /**
     * Closes all windows that end at or before the watermark.
     *
     * @return the cut, or empty if another instance has come as far already
     * @throws SQLException if the outcome is unknown; closing again is harmless
     */
    public Optional<Cut> close(long watermarkMs) throws SQLException {
        long startedNs = System.nanoTime();
        Locks.exclusive(connection, dataset.id());
        long closedMs = WatermarkTable.read(connection, dataset.id());
        if (watermarkMs <= closedMs) {
            connection.rollback();
            return Optional.empty();
        }
        var cut = new Cut(CutTable.next(connection), watermarkMs);
        String closed = closedMs == PartitionProgress.NONE ? "-infinity" : text(closedMs);
        for (WindowPlan.RollUp rollUp : plan.rollUps()) {
            rollUp(rollUp, cut, closed);
            sketches.rollUp(connection, rollUp, cut.number(), closed, text(watermarkMs));
        }
        tops.rankClosed(connection, cut.number(), closed, text(watermarkMs));
        WatermarkTable.write(connection, dataset.id(), cut);
        cuts.close(connection, cut, (System.nanoTime() - startedNs) / 1_000_000);
        connection.commit();
        return Optional.of(cut);
    }

    private void rollUp(WindowPlan.RollUp rollUp, Cut cut, String closed) throws SQLException {
        int size = rollUp.sizeSeconds();
        int slide = rollUp.slideSeconds();
        try (PreparedStatement statement = connection.prepareStatement(ROLL_UP)) {
            statement.setInt(1, size);
            statement.setLong(2, cut.number());
            statement.setInt(3, size);
            statement.setInt(4, slide);
            statement.setInt(5, slide);
            statement.setInt(6, slide);
            statement.setInt(7, slide);
            statement.setArray(8, connection.createArrayOf("int4", rollUp.metricArray()));
            statement.setInt(9, rollUp.sourceSeconds());
            statement.setString(10, closed);
            statement.setInt(11, size);
            statement.setString(12, text(cut.watermarkMs()));
            statement.setInt(13, size);
            statement.setString(14, closed);
            statement.setInt(15, size);
            statement.setString(16, text(cut.watermarkMs()));
            statement.executeUpdate();
        }
    }

    private static String text(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
