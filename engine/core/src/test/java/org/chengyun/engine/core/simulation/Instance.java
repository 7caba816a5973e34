package org.chengyun.engine.core.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A process that runs the engine: it crashes, freezes, starts again, and its clock on the wall is wrong. */
final class Instance {
    private static final long REJOIN_MS = 300;

    private final int number;
    private final World world;
    private final Group group;
    private final long skewMs;
    private final long bootMs;
    private final FlowWatch flow;
    private @Nullable Session session;
    private long downUntilMs;
    private long frozenUntilMs;
    private boolean isLeaving;

    Instance(int number, World world, Group group) {
        this.number = number;
        this.world = world;
        this.group = group;
        long skew = world.schedule.skewMs();
        this.skewMs = world.upTo(2 * skew) - skew;
        this.bootMs = world.nowMs - world.upTo(1_000_000_000);
        this.flow = new FlowWatch(world);
        this.downUntilMs = world.nowMs + (world.oneIn(3) ? world.upTo(12_000) : 0);
    }

    long nowMs() {
        return world.nowMs + skewMs;
    }

    Instant now() {
        return Instant.ofEpochMilli(nowMs());
    }

    long nowNs() {
        return ns(world.nowMs);
    }

    /** A moment by the clock that never jumps. */
    long ns(long trueMs) {
        return (trueMs - bootMs) * 1_000_000;
    }

    /** Its flow control outlives the sessions. */
    FlowWatch flow() {
        return flow;
    }

    /** What must hold when all is read and nothing is in trouble. */
    void requireCalm() {
        if (session != null && session.isReading()) {
            flow.requireCalm();
        }
    }

    @Override
    public String toString() {
        return "instance " + number;
    }

    private boolean isUp() {
        return world.nowMs >= downUntilMs && world.nowMs >= frozenUntilMs;
    }

    /** The group hears of a process that runs, whatever its session does. */
    void beat() {
        if (isUp() && session != null) {
            session.heardOf();
        }
    }

    void poll() {
        if (!isUp()) {
            return;
        }
        if (session == null) {
            session = new Session(world, group, this);
        } else if (isLeaving) {
            if (session.isFlushed()) {
                world.happened(Happening.LEFT_IN_ORDER);
                leave(world.upTo(8_000));
            }
        } else if (!session.poll()) {
            drop();
        }
    }

    void commit() {
        if (isUp() && session != null) {
            session.commit();
        }
    }

    /** The session is replaced; what it had in memory is forgotten. */
    void drop() {
        if (session != null) {
            world.happened(Happening.SESSION_DROPPED);
            session.abandon();
            leave(REJOIN_MS);
        }
    }

    private void leave(long downMs) {
        if (session != null) {
            group.leave(session);
        }
        session = null;
        isLeaving = false;
        downUntilMs = world.nowMs + downMs;
    }

    void stop() {
        isLeaving = session != null;
    }

    void crash(long downMs) {
        if (session != null) {
            world.happened(Happening.CRASHED);
            session.abandon();
        }
        // Nobody tells the group: it finds out.
        session = null;
        isLeaving = false;
        downUntilMs = world.nowMs + downMs;
    }

    void freeze(long forMs) {
        world.happened(Happening.FROZEN);
        frozenUntilMs = world.nowMs + forMs;
    }

    void heal() {
        downUntilMs = Math.min(downUntilMs, world.nowMs);
        frozenUntilMs = Math.min(frozenUntilMs, world.nowMs);
    }
}
