package org.chengyun.engine.runner.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.engine.runner.store.Database;
import org.jboss.logging.Logger;

/**
 * Looks now and then for what is no longer kept, and removes it. Of several instances one does: who holds the lock. Nothing
 * waits for it, and whatever ends it in between is made up for by the next round.
 */
public final class RetentionLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final String job;
    private final Catalogue catalogue;
    private final Database database;
    private final InstantSource clock;
    private final Duration every;
    private final RetentionState state = new RetentionState();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Not yet running.
     *
     * @param job whose cuts tell when windows closed; {@code live} for the running catalogue
     * @param every from the end of a round to the next
     */
    public RetentionLoop(String job, Catalogue catalogue, Database database, InstantSource clock, Duration every) {
        this.job = job;
        this.catalogue = catalogue;
        this.database = database;
        this.clock = clock;
        this.every = every;
    }

    public RetentionState state() {
        return state;
    }

    /** Ends the thread after the batch at hand. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            pause(round() ? every : RETRY);
        }
    }

    private boolean round() {
        try (Connection connection = database.connect()) {
            new RetentionRound(job, catalogue, connection, clock, state, this::pause).run();
            return true;
        } catch (SQLException e) {
            LOG.warnf("what is no longer kept could not be removed, trying again: %s", e.getMessage());
        } catch (RuntimeException e) {
            // A bug, but not one that the numbers suffer from.
            LOG.error("what is no longer kept could not be removed; trying again", e);
        }
        return false;
    }

    /** True if it was told to stop. */
    private boolean pause(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
            return true;
        }
    }
}
