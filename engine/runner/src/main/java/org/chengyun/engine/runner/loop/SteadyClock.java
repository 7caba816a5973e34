package org.chengyun.engine.runner.loop;

import java.time.Instant;
import java.time.InstantSource;
import org.chengyun.engine.core.time.SteadyTime;
import org.jboss.logging.Logger;

/** The clock of the machine, less the backward jumps that do not last. Thread-safe. */
final class SteadyClock implements InstantSource {
    private static final Logger LOG = Logger.getLogger(SteadyClock.class);

    private final InstantSource wall;
    private final SteadyTime time = new SteadyTime();
    private long lastHeldMs;

    SteadyClock(InstantSource wall) {
        this.wall = wall;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public synchronized long millis() {
        long nowMs = time.nowMs(wall.millis(), System.nanoTime());
        if (time.heldMs() > 0 && lastHeldMs == 0) {
            LOG.warn(trouble());
        }
        lastHeldMs = time.heldMs();
        return nowMs;
    }

    /** What is wrong with the clock of the machine, for people; empty if nothing is. */
    synchronized String trouble() {
        return time.heldMs() == 0
                ? ""
                : "the clock of this machine jumped back by %d s; the engine goes on without it, for five minutes at most"
                        .formatted(time.heldMs() / 1_000);
    }
}
