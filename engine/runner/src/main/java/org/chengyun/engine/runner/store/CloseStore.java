package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.window.WindowPlan;

/**
 * Closes windows: merges the slices below the new watermark into roll-ups and sliding windows, and ranks them. Bound to
 * one connection; not thread-safe, the committing thread owns it.
 */
public final class CloseStore {
    private final Connection connection;
    private final Dataset dataset;
    private final long generation;
    private final WindowPlan plan;
    private final RollUpTable windows;
    private final TopTable tops;
    private final SketchRollUp sketches;
    private final SketchedTops sketchedTops;
    private final CutTable cuts;

    public CloseStore(Connection connection, String job, Dataset dataset, EngineMetrics metrics) throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        this.generation = metrics.generation();
        this.plan = WindowPlan.of(metrics.numbers());
        this.windows = new RollUpTable(connection);
        this.tops = new TopTable(metrics.numbers());
        this.sketches = new SketchRollUp(metrics.numbers());
        this.sketchedTops = new SketchedTops(connection, metrics.numbers());
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
     * @throws Fenced if other metrics are computed by now; nothing was written
     * @throws SQLException if the outcome is unknown; closing again is harmless
     */
    public Optional<Cut> close(long watermarkMs) throws SQLException, Fenced {
        long startedNs = System.nanoTime();
        Locks.exclusive(connection, dataset.id());
        long closedMs = WatermarkTable.read(connection, dataset.id());
        if (watermarkMs <= closedMs) {
            connection.rollback();
            return Optional.empty();
        }
        var cut = new Cut(number(), watermarkMs);
        for (WindowPlan.RollUp rollUp : plan.rollUps()) {
            windows.add(rollUp, cut, closedMs);
            sketches.rollUp(connection, rollUp, cut, closedMs);
            sketchedTops.close(rollUp, cut, closedMs);
        }
        tops.rankClosed(connection, cut, closedMs);
        sketchedTops.rankClosed(cut, closedMs);
        WatermarkTable.write(connection, dataset.id(), cut);
        cuts.close(connection, cut, (System.nanoTime() - startedNs) / 1_000_000);
        connection.commit();
        return Optional.of(cut);
    }

    private long number() throws SQLException, Fenced {
        try {
            return cuts.next(connection, generation);
        } catch (Fenced e) {
            connection.rollback();
            throw e;
        }
    }
}
