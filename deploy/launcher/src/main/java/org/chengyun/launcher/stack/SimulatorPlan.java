package org.chengyun.launcher.stack;

import java.time.Duration;

/**
 * What the simulated city does.
 *
 * @param seed same seed, same city and same days
 * @param speed times real time; 0 = as fast as possible until now, then real time
 * @param history how long before the first start the city's story begins
 */
public record SimulatorPlan(long seed, double speed, Duration history) {
    public static final SimulatorPlan USUAL = new SimulatorPlan(1, 0, Duration.ofHours(24));
}
