package org.chengyun.engine.runner.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.store.CatalogueStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.Fenced;
import org.chengyun.engine.runner.store.QuarantineFull;
import org.jboss.logging.Logger;

/**
 * Carries out the replays that people ask for, one after the other. Several instances share the work: each replay is
 * run by one of them, and by another if that one dies.
 */
public final class ReplayLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(ReplayLoop.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final LoopSettings settings;
    private final Catalogue catalogue;
    private final Database database;
    private final InstantSource clock;
    private volatile boolean stopped;

    public ReplayLoop(LoopSettings settings, Catalogue catalogue, Database database, InstantSource clock) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.database = database;
        this.clock = clock;
    }

    /** Ends the loop; a replay goes on from its offsets at the next start. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                look();
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                stopped = true;
            } catch (SQLException | KafkaException | Fenced | QuarantineFull e) {
                // The database or Kafka is away, or somebody was faster: the stored offsets know how far it came.
                LOG.warnf("a replay waits: %s", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("a replay failed; it starts again from its stored offsets", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK.multipliedBy(5));
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void look() throws SQLException, Fenced, QuarantineFull, InterruptedException {
        String[] datasets = catalogue.datasets().stream().map(Dataset::id).toArray(String[]::new);
        try (Connection claiming = database.connect()) {
            Optional<Replay> claimed = ReplayTable.claim(claiming, datasets);
            if (claimed.isPresent()) {
                carryOut(claiming, claimed.get());
                ReplayTable.release(claiming, claimed.get());
            }
        }
    }

    private void carryOut(Connection claiming, Replay replay)
            throws SQLException, Fenced, QuarantineFull, InterruptedException {
        try {
            Metric metric = catalogue
                    .metric(replay.metric())
                    .orElseThrow(() -> new ReplayFailed("there is no metric " + replay.metric()));
            Dataset dataset = catalogue.datasetOf(metric);
            MetricNumber target = target(claiming, replay, metric);
            LOG.infof("replay %d of %s begins", replay.number(), metric.id());
            try (var run = new ReplayRun(settings, replay, dataset, target, database, clock)) {
                LOG.infof("replay %d: %s", replay.number(), run.run(() -> stopped));
            }
        } catch (ReplayFailed e) {
            LOG.warnf("replay %d failed: %s", replay.number(), e.getMessage());
            ReplayTable.end(claiming, replay, "failed", String.valueOf(e.getMessage()));
        }
    }

    private static MetricNumber target(Connection claiming, Replay replay, Metric metric)
            throws SQLException, ReplayFailed {
        OptionalInt begun = ReplayTable.metricNumber(claiming, replay);
        if (begun.isPresent()) {
            return CatalogueStore.version(claiming, metric, begun.getAsInt())
                    .orElseThrow(() -> new ReplayFailed(
                            "the definition of %s was changed meanwhile; ask again".formatted(metric.id())));
        }
        claiming.setAutoCommit(false);
        try {
            MetricNumber target = CatalogueStore.prepare(claiming, metric);
            ReplayTable.start(claiming, replay, target);
            claiming.commit();
            return target;
        } finally {
            claiming.rollback();
            claiming.setAutoCommit(true);
        }
    }
}
