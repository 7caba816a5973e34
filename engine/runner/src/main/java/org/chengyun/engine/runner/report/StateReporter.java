package org.chengyun.engine.runner.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chengyun.engine.runner.loop.EngineState;
import org.chengyun.engine.runner.loop.LoopSettings;
import org.chengyun.engine.runner.store.Database;
import org.jboss.logging.Logger;

/**
 * Writes once a second how the loops of this process are doing, by a connection of its own: the batches do not pay for it,
 * and what waits or is blocked is told as well. While the database is away the rows grow old, which tells enough.
 */
public final class StateReporter implements Runnable {
    private static final Logger LOG = Logger.getLogger(StateReporter.class);
    private static final long EVERY_MS = 1_000;
    private static final long RETRY_MS = 5_000;

    private final StateTable table;
    private final List<EngineState> states;
    private final Database database;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public StateReporter(LoopSettings settings, List<EngineState> states, Database database, InstantSource clock) {
        this.table =
                new StateTable(settings.job(), settings.instance().isEmpty() ? hostAndProcess() : settings.instance());
        this.states = List.copyOf(states);
        this.database = database;
        this.clock = clock;
    }

    private static String hostAndProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown host";
        }
        return "%s, process %d".formatted(host, ProcessHandle.current().pid());
    }

    /** Ends the thread soon, and takes the rows away. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            try (Connection connection = database.connect()) {
                report(connection);
            } catch (SQLException e) {
                // The loops say loudly enough that the database is away.
                LOG.debugf("the engine's state is not written: %s", e.getMessage());
                pause(RETRY_MS);
            } catch (RuntimeException e) {
                // A bug, but not one that the numbers suffer from.
                LOG.error("the engine's state is not written; trying again", e);
                pause(RETRY_MS);
            }
        }
    }

    private void report(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement set = connection.createStatement()) {
            // Rows that are old in a second need not be on the disk before the next thing is done.
            set.execute("set synchronous_commit = off");
        }
        table.forgetGone(connection, clock.instant());
        do {
            table.write(connection, states, clock.instant());
            connection.commit();
        } while (!pause(EVERY_MS));
        table.forget(connection);
        connection.commit();
    }

    /** True if it was told to stop. */
    private boolean pause(long ms) {
        try {
            return stopped.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
            return true;
        }
    }
}
