package org.chengyun.ingest.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes every few seconds how the feeds of this process are doing, in one small transaction and a thread of its own: the
 * feeds do not wait for it. While the database is away the counts stay in memory and are written when it is back; if the
 * process is killed, what was counted since the last write is missing. Thread-safe.
 */
public final class FeedReporter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FeedReporter.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final DataSource database;
    private final FeedStates states;
    private final InstantSource clock;
    private final HealthTable health;
    private final MinuteTable minutes;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Instant forgotAt;
    private String trouble = "";

    /** @param instance name of this process among several; empty to take the host's and the process's */
    public FeedReporter(DataSource database, FeedStates states, String instance, InstantSource clock) {
        this.database = database;
        this.states = states;
        this.clock = clock;
        this.health = new HealthTable(instance.isEmpty() ? hostAndProcess() : instance, clock.instant());
        this.minutes = new MinuteTable(UUID.randomUUID());
        this.thread = Thread.ofVirtual().name("feed-health").unstarted(this::run);
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

    /** Begins and returns at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                attempt();
            } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            // what the feeds committed while they were stopped
            attempt();
        } catch (InterruptedException e) {
            LOG.debug("stopped without a last report");
        }
    }

    private void attempt() {
        try {
            report();
            trouble = "";
        } catch (SQLException e) {
            String why = why(e);
            if (!why.equals(trouble)) {
                LOG.warnf("the health of the feeds is not written, the counts wait in memory: %s", why);
            }
            trouble = why;
        } catch (RuntimeException e) {
            // a bug, but not one that the data suffers from
            LOG.error("the health of the feeds is not written; trying again", e);
        }
    }

    /** Of a batch the first message holds the whole statement, the next one what was wrong. */
    private static String why(SQLException e) {
        SQLException next = e.getNextException();
        return String.valueOf(next == null ? e.getMessage() : next.getMessage());
    }

    private void report() throws SQLException {
        List<FeedState> now = states.now();
        Instant at = clock.instant();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement set = connection.createStatement()) {
                // what is old in five seconds need not be on the disk before the next thing is done
                set.execute("set local synchronous_commit = off");
                write(connection, now, at);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
        states.written(now);
    }

    private void write(Connection connection, List<FeedState> now, Instant at) throws SQLException {
        health.write(connection, now, at);
        minutes.write(connection, now);
        Instant last = forgotAt;
        if (last == null || Duration.between(last, at).compareTo(FORGET_EVERY) >= 0) {
            health.forget(connection, now.stream().map(FeedState::feed).toList(), at);
            minutes.forgetOld(connection, at);
            forgotAt = at;
        }
    }

    /** Writes once more what was counted, unless the database is away. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(GOODBYE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
