package org.chengyun.dashboard.live;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads a page again when something changed: one read at a time, not more often than allowed, and once more if something
 * changed while it read. A failed read is tried again later by itself.
 *
 * <p>Thread-safe: its lock guards the state; reads run outside it.
 */
public final class LivePage implements AutoCloseable {
    private enum State {
        IDLE,
        /** A read is planned or running. */
        BUSY,
        /** A read is running, and something changed since it began. */
        BUSY_AND_STALE,
        CLOSED
    }

    private final BooleanSupplier read;
    private final Executor readers;
    private final ScheduledExecutorService timer;
    private final Duration atMostEvery;
    private final Duration retryAfter;
    private final boolean again;
    private State state = State.IDLE;

    /** @param read reads and shows; answers false if it could not and wants to be called again later */
    LivePage(
            BooleanSupplier read,
            Executor readers,
            ScheduledExecutorService timer,
            Duration atMostEvery,
            Duration retryAfter) {
        this(read, readers, timer, atMostEvery, retryAfter, false);
    }

    /** @param again true to read after each pause, whether somebody says that something changed or not */
    LivePage(
            BooleanSupplier read,
            Executor readers,
            ScheduledExecutorService timer,
            Duration atMostEvery,
            Duration retryAfter,
            boolean again) {
        this.read = read;
        this.readers = readers;
        this.timer = timer;
        this.atMostEvery = atMostEvery;
        this.retryAfter = retryAfter;
        this.again = again;
    }

    /** Something changed; returns at once. */
    public synchronized void wake() {
        switch (state) {
            case IDLE -> {
                state = State.BUSY;
                readers.execute(this::run);
            }
            case BUSY -> state = State.BUSY_AND_STALE;
            case BUSY_AND_STALE, CLOSED -> {}
        }
    }

    @Override
    public synchronized void close() {
        state = State.CLOSED;
    }

    private void run() {
        boolean done = read.getAsBoolean();
        var unused =
                timer.schedule(() -> rest(done), (done ? atMostEvery : retryAfter).toMillis(), TimeUnit.MILLISECONDS);
    }

    // a change during the pause after a read must not be lost either: the state tells
    private synchronized void rest(boolean done) {
        if (state == State.CLOSED) {
            return;
        }
        boolean wanted = again || !done || state == State.BUSY_AND_STALE;
        state = State.IDLE;
        if (wanted) {
            wake();
        }
    }
}
