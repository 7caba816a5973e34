package org.chengyun.engine.runner.loop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.flow.FlowControl;
import org.chengyun.engine.runner.loop.EngineState.Condition;
import org.chengyun.engine.runner.store.CatalogueStore;
import org.chengyun.engine.runner.store.Database;
import org.chengyun.engine.runner.store.EngineMetrics;
import org.chengyun.engine.runner.store.Fenced;
import org.jboss.logging.Logger;

/**
 * Keeps the loop of one dataset running: session after session, through outages of Kafka and of the database. Each
 * dataset has its own, so that one's backlog or trouble does not delay another.
 */
public final class DatasetEngine implements Runnable {
    private static final Logger LOG = Logger.getLogger(DatasetEngine.class);
    private static final long RETRY_MS = 1_000;

    private final LoopSettings settings;
    private final Catalogue catalogue;
    private final Dataset dataset;
    private final Database database;
    private final InstantSource clock;
    private final EngineState state;
    private final FlowControl flow;
    private final KnownBytes known;
    private volatile boolean stopped;

    /** Alone in its process. */
    public DatasetEngine(
            LoopSettings settings, Catalogue catalogue, Dataset dataset, Database database, InstantSource clock) {
        this(
                settings,
                catalogue,
                dataset,
                database,
                clock,
                new KnownBytes(
                        MemoryPlan.of(Runtime.getRuntime().maxMemory(), 1).knownBytes()));
    }

    /** @param known shared by all datasets of the process */
    public DatasetEngine(
            LoopSettings settings,
            Catalogue catalogue,
            Dataset dataset,
            Database database,
            InstantSource clock,
            KnownBytes known) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.dataset = dataset;
        this.database = database;
        var steady = new SteadyClock(clock);
        this.clock = steady;
        this.state = new EngineState(dataset.id());
        this.state.watch(steady);
        this.known = known;
        this.flow = new FlowControl(settings.flow());
    }

    public EngineState state() {
        return state;
    }

    /** Ends the loop after a last commit. The thread that runs it ends soon after. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                session();
            } catch (InterruptedException e) {
                if (stopped) {
                    return;
                }
                again("interrupted: " + e.getMessage());
            } catch (SQLException | DatabaseAway e) {
                wait("the database does not answer (%s); retrying".formatted(e.getMessage()));
            } catch (Fenced | Rejoin e) {
                again(String.valueOf(e.getMessage()));
            } catch (RecordsGone | HorizonTooLong e) {
                state.enter(Condition.BLOCKED, String.valueOf(e.getMessage()));
                LOG.errorf("dataset=%s blocked: %s", dataset.id(), e.getMessage());
                pause();
            } catch (KafkaException e) {
                wait("Kafka at %s: %s; retrying".formatted(settings.bootstrapServers(), e.getMessage()));
            } catch (RuntimeException e) {
                // A bug. The loop of this dataset must not end silently for it: nothing is lost, it starts again.
                state.enter(Condition.BLOCKED, "internal error: " + e);
                LOG.errorf(e, "dataset=%s engine failed; starting again from the stored offsets", dataset.id());
                pause();
            }
        }
    }

    private void session() throws SQLException, Fenced, InterruptedException {
        EngineMetrics metrics;
        try (Connection connection = database.connect()) {
            metrics = CatalogueStore.synchronise(connection, catalogue, dataset);
        }
        try (var session = new Session(settings, dataset, metrics, database, clock, flow, known, state)) {
            session.run(() -> stopped);
        }
    }

    private void again(String why) {
        LOG.infof("dataset=%s joins again: %s", dataset.id(), why);
    }

    private void wait(String why) {
        if (!state.phase().detail().equals(why)) {
            LOG.warnf("dataset=%s waits: %s", dataset.id(), why);
        }
        state.enter(Condition.WAITING, why);
        pause();
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
