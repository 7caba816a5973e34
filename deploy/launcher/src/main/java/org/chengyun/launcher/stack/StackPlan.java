package org.chengyun.launcher.stack;

import java.time.ZoneId;
import java.util.Set;
import org.chengyun.launcher.home.StackHome;

/**
 * What to start.
 *
 * @param mode {@code demo}, {@code up} or {@code test}; for people
 * @param usualPorts the well-known ones (or the next free); else random ones
 * @param supervised a part that dies is started again; tests that kill parts want them dead
 * @param zone the city's
 */
public record StackPlan(
        StackHome home,
        String mode,
        Set<Part> parts,
        boolean usualPorts,
        boolean supervised,
        ZoneId zone,
        SimulatorPlan simulator) {
    static final ZoneId TEST_ZONE = ZoneId.of("Asia/Shanghai");

    public StackPlan {
        parts = Set.copyOf(Part.withNeeds(parts));
    }

    /** Parts for a test: random ports, no supervision. */
    public static StackPlan forTests(StackHome home, Set<Part> parts) {
        return new StackPlan(home, "test", parts, false, false, TEST_ZONE, SimulatorPlan.USUAL);
    }
}
