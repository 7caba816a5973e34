package org.chengyun.engine.core.time;

/**
 * The time of day without backward jumps that do not last. A clock that jumps back by hours would make good observations
 * look as if they came from the future. So the time goes on as before the jump, and the clock is believed only when it has
 * stayed there for {@value #BELIEVED_AFTER_MS} ms: then somebody has set it right. A clock that jumps forward is believed at
 * once: a machine that slept wakes up like that, and taking too much for the present harms nobody.
 *
 * <p>Not thread-safe.
 */
public final class SteadyTime {
    private static final long NS_PER_MS = 1_000_000;
    private static final long BELIEVED_AFTER_MS = 300_000;
    /** Clocks are corrected by so much every day. */
    private static final long TOLERATED_MS = 10_000;

    private static final long NEVER = Long.MIN_VALUE;

    private long baseMs = NEVER;
    private long baseNs;
    private long jumpedNs = NEVER;
    private long heldMs;

    /**
     * @param wallMs what the clock says, epoch ms
     * @param nowNs of a clock that never jumps
     */
    public long nowMs(long wallMs, long nowNs) {
        long expectedMs = baseMs == NEVER ? wallMs : baseMs + (nowNs - baseNs) / NS_PER_MS;
        if (wallMs >= expectedMs - TOLERATED_MS) {
            return follow(wallMs, nowNs);
        }
        if (jumpedNs == NEVER) {
            jumpedNs = nowNs;
        }
        if (nowNs - jumpedNs >= BELIEVED_AFTER_MS * NS_PER_MS) {
            return follow(wallMs, nowNs);
        }
        heldMs = expectedMs - wallMs;
        return expectedMs;
    }

    private long follow(long wallMs, long nowNs) {
        baseMs = wallMs;
        baseNs = nowNs;
        jumpedNs = NEVER;
        heldMs = 0;
        return wallMs;
    }

    /** How far the clock lies behind this time, ms; 0 if it is believed. */
    public long heldMs() {
        return heldMs;
    }
}
