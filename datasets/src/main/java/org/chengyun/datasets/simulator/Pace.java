package org.chengyun.datasets.simulator;

import java.time.Clock;

/** How far simulated time may go: at a multiple of real time, never ahead of the clock. Immutable. */
final class Pace {
    private final Clock clock;
    private final long simulatedStartMs;
    private final long realStartMs;
    private final double speed;

    /**
     * A pace that starts now.
     *
     * @param speed simulated seconds per second; 0 = straight to the clock
     */
    Pace(Clock clock, long simulatedStartMs, double speed) {
        this.clock = clock;
        this.simulatedStartMs = simulatedStartMs;
        this.realStartMs = clock.millis();
        this.speed = speed;
    }

    /** Exclusive, in whole seconds. */
    long limitMs() {
        long nowMs = clock.millis();
        long limitMs = nowMs;
        if (speed > 0) {
            limitMs = Math.min(nowMs, simulatedStartMs + (long) ((nowMs - realStartMs) * speed));
        }
        return limitMs - Math.floorMod(limitMs, 1000);
    }
}
