package org.chengyun.engine.runner.loop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.batch.Batch;
import org.chengyun.engine.core.batch.CommitOutcome;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.batch.EngineTables;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.batch.TablesAway;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.runner.loop.EngineState.Condition;
import org.chengyun.engine.runner.store.BatchStore;
import org.chengyun.engine.runner.store.CloseStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.EngineMetrics;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.Offsets;
import org.chengyun.engine.runner.store.QuarantineFull;
import org.chengyun.engine.runner.store.QuarantineTable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engine's tables behind one connection, which is given up at the first error. Tells the state what happens. Not
 * thread-safe: the committing thread owns it.
 */
final class JdbcTables implements EngineTables, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JdbcTables.class);

    private final LoopSettings settings;
    private final Dataset dataset;
    private final EngineMetrics metrics;
    private final DatasetFold fold;
    private final Database database;
    private final InstantSource clock;
    private final EngineState state;
    private @Nullable Link link;
    private @Nullable LastCommit lastCommit;

    /** When the last commit that is known to have succeeded ended, by both clocks, and how long it took. */
    record LastCommit(long tookNs, long atNs, long atMs) {}

    private volatile String outdated = "";

    /** Everything that lives and dies with one connection. */
    private record Link(Connection connection, BatchStore batches, CloseStore closing, Offsets offsets) {}

    @FunctionalInterface
    private interface Call<T> {
        T on(Link link) throws SQLException;
    }

    JdbcTables(
            LoopSettings settings,
            Dataset dataset,
            EngineMetrics metrics,
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

    @Override
    public long open() throws TablesAway {
        close();
        try {
            link = connect();
        } catch (SQLException e) {
            throw lost(e);
        }
        return closedMs();
    }

    private Link connect() throws SQLException {
        Connection connection = database.connect();
        try {
            var quarantine = new QuarantineTable(settings.quarantineMaxRows());
            return new Link(
                    connection,
                    new BatchStore(
                            connection,
                            settings.job(),
                            dataset,
                            metrics,
                            fold,
                            settings.series().of(dataset),
                            quarantine),
                    new CloseStore(connection, settings.job(), dataset, metrics),
                    new Offsets(settings.job(), dataset.topic()));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Null before the first. To be asked while nothing is committed. */
    @Nullable
    LastCommit lastCommit() {
        return lastCommit;
    }

    @Override
    public CommitOutcome commit(Batch batch) throws TablesAway {
        long startedNs = System.nanoTime();
        return call(open -> {
            try {
                Cut cut = open.batches.commit(batch);
                long nowNs = System.nanoTime();
                lastCommit = new LastCommit(nowNs - startedNs, nowNs, clock.millis());
                state.committed(cut, batch.deltas(), batch.activeAt(), (nowNs - startedNs) / 1_000_000);
                state.rejected(batch.quarantined());
                open.batches
                        .overflowed()
                        .forEach((limit, observations) -> state.overflowed(limit, observations, batch.activeAt()));
                state.enter(Condition.RUNNING, "");
                return new CommitOutcome.Committed(cut);
            } catch (Fenced e) {
                return new CommitOutcome.Fenced(String.valueOf(e.getMessage()));
            } catch (QuarantineFull e) {
                state.enter(Condition.BLOCKED, String.valueOf(e.getMessage()));
                LOG.warnf("dataset=%s waits: %s", dataset.id(), e.getMessage());
                return new CommitOutcome.Full(String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    public Map<Integer, Position> positions() throws TablesAway {
        return call(open -> {
            Map<Integer, Position> positions = open.offsets.read(open.connection);
            open.connection.commit();
            return positions;
        });
    }

    @Override
    public void follow(Map<Integer, Long> idleWatermarksMs) throws TablesAway {
        call(open -> {
            open.offsets.follow(open.connection, idleWatermarksMs);
            open.connection.commit();
            return idleWatermarksMs;
        });
    }

    @Override
    public void close(long watermarkMs) throws TablesAway {
        call(open -> {
            try {
                open.closing.close(watermarkMs).ifPresent(state::closed);
            } catch (Fenced e) {
                // Nothing is lost by not closing; whoever polls sees to it that the new metrics are taken up.
                outdated = String.valueOf(e.getMessage());
            }
            return watermarkMs;
        });
    }

    @Override
    public long closedMs() throws TablesAway {
        return call(open -> open.closing.closedMs());
    }

    /** Why this instance must start anew although nothing failed; empty if it need not. Any thread may ask. */
    String outdated() {
        return outdated;
    }

    private <T> T call(Call<T> call) throws TablesAway {
        Link open = link;
        if (open == null) {
            throw new IllegalStateException("the tables of %s are not open".formatted(dataset.id()));
        }
        try {
            return call.on(open);
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private TablesAway lost(SQLException e) {
        state.enter(Condition.WAITING, "the database does not take commits (%s); retrying".formatted(e.getMessage()));
        LOG.warnf(
                "dataset=%s commit failed and will be retried: %s (SQL state %s)",
                dataset.id(), e.getMessage(), e.getSQLState());
        close();
        return new TablesAway(e);
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
