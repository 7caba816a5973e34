package org.chengyun.engine.runner.loop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.commit.Settlement;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.runner.loop.EngineState.Condition;
import org.chengyun.engine.runner.store.Batch;
import org.chengyun.engine.runner.store.BatchStore;
import org.chengyun.engine.runner.store.Cut;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.MetricNumber;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineFull;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches and closes windows, and does not give up: while the database is away it keeps the batch, and when it
 * is back it asks the stored offsets what became of the commit. Runs on the committing thread only, apart from
 * {@link #watermarkMs}.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Committer.class);
    private static final long RETRY_MS = 1_000;
    private static final long FULL_RETRY_MS = 5_000;

    private final LoopSettings settings;
    private final Dataset dataset;
    private final List<MetricNumber> metrics;
    private final DatasetFold fold;
    private final Database database;
    private final InstantSource clock;
    private final EngineState state;
    private @Nullable Link link;
    private volatile long watermarkMs = PartitionProgress.NONE;

    /** Everything that lives and dies with one connection. */
    private record Link(Connection connection, BatchStore batches, Closer closer) {}

    Committer(
            LoopSettings settings,
            Dataset dataset,
            List<MetricNumber> metrics,
            DatasetFold fold,
            Database database,
            InstantSource clock,
            EngineState state) {
        this.settings = settings;
        this.dataset = dataset;
        this.metrics = metrics;
        this.fold = fold;
        this.database = database;
        this.clock = clock;
        this.state = state;
    }

    /** Up to where windows are closed, epoch ms: what is older is late. May be read by any thread. */
    long watermarkMs() {
        return watermarkMs;
    }

    /** Commits the batch, however long it takes; then closes what is due. */
    void commit(Batch batch, Progress progress) throws Fenced, InterruptedException {
        boolean inDoubt = false;
        while (true) {
            try {
                Link open = link();
                if (inDoubt && isCommitted(open, batch)) {
                    break;
                }
                long startedNs = System.nanoTime();
                Cut cut = open.batches.commit(batch);
                state.committed(cut, batch.deltas(), batch.activeAt(), (System.nanoTime() - startedNs) / 1_000_000);
                state.enter(Condition.RUNNING, "");
                break;
            } catch (SQLException e) {
                inDoubt = true;
                lost(e);
                Thread.sleep(RETRY_MS);
            } catch (QuarantineFull e) {
                state.enter(Condition.BLOCKED, String.valueOf(e.getMessage()));
                LOG.warnf("dataset=%s waits: %s", dataset.id(), e.getMessage());
                Thread.sleep(FULL_RETRY_MS);
            }
        }
        closeIfDue(progress);
    }

    private boolean isCommitted(Link open, Batch batch) throws SQLException, Fenced {
        var stored = new Offsets(settings.job(), dataset.topic()).next(open.connection);
        open.connection.commit();
        return switch (Settlement.of(batch.ranges(), stored)) {
            case COMMITTED -> true;
            case NOT_COMMITTED -> false;
            case FENCED -> throw Fenced.afterDoubt(dataset.topic());
        };
    }

    /** Closes windows if the watermark has passed some. If the database is away that can wait. */
    void closeIfDue(Progress progress) {
        try {
            Link open = link();
            Optional<Cut> cut = open.closer.closeIfDue(progress);
            cut.ifPresent(state::closed);
            watermarkMs = open.closer.closedMs();
        } catch (SQLException e) {
            lost(e);
        }
    }

    private Link link() throws SQLException {
        Link open = link;
        if (open == null) {
            Connection connection = database.connect();
            try {
                var quarantine = new QuarantineTable(settings.quarantineMaxRows());
                var batches = new BatchStore(connection, settings.job(), dataset, metrics, fold, quarantine);
                var closer = new Closer(connection, settings.job(), dataset, metrics, clock.millis());
                open = new Link(connection, batches, closer);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            watermarkMs = open.closer.closedMs();
            link = open;
        }
        return open;
    }

    private void lost(SQLException e) {
        state.enter(Condition.WAITING, "the database does not take commits (%s); retrying".formatted(e.getMessage()));
        LOG.warnf(
                "dataset=%s commit failed and will be retried: %s (SQL state %s)",
                dataset.id(), e.getMessage(), e.getSQLState());
        close();
    }

    @Override
    public void close() {
        Link open = link;
        link = null;
        if (open != null) {
            try {
                open.connection.close();
            } catch (SQLException e) {
                LOG.debugf("closing a lost connection: %s", e.getMessage());
            }
        }
    }
}
