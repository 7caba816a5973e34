package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.SQLException;
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
    private final Connection connection;
    private final Dataset dataset;
    private final WindowPlan plan;
    private final RollUpTable windows;
    private final TopTable tops;
    private final CutTable cuts;

    public CloseStore(Connection connection, String job, Dataset dataset, List<MetricNumber> metrics) throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        this.plan = WindowPlan.of(metrics);
        this.windows = new RollUpTable(connection);
        this.tops = new TopTable(metrics);
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
        for (WindowPlan.RollUp rollUp : plan.rollUps()) {
            windows.add(rollUp, cut, closedMs);
        }
        tops.rankClosed(connection, cut, closedMs);
        WatermarkTable.write(connection, dataset.id(), cut);
        cuts.close(connection, cut, (System.nanoTime() - startedNs) / 1_000_000);
        connection.commit();
        return Optional.of(cut);
    }
}
