package org.chengyun.launcher.home;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Chooses free ports: the wanted one, else the next free one above it. Pure; what is free is asked of the caller. */
final class PortPicker {
    private static final int LAST = 65_535;

    private PortPicker() {}

    /**
     * @param wanted the port to try first, for every port of the stack
     * @throws IllegalStateException if nothing is free above a wanted port
     */
    static Map<Port, Integer> pick(Map<Port, Integer> wanted, IntPredicate isFree) {
        Map<Port, Integer> picked = new EnumMap<>(Port.class);
        Set<Integer> used = new HashSet<>();
        for (Port port : Port.values()) {
            Integer from = wanted.get(port);
            if (from == null) {
                throw new IllegalArgumentException("no wanted port for " + port.key());
            }
            int candidate = from;
            while (used.contains(candidate) || !isFree.test(candidate)) {
                candidate++;
                if (candidate > LAST) {
                    throw new IllegalStateException("no free port for " + port.key() + " from " + from + " on");
                }
            }
            used.add(candidate);
            picked.put(port, candidate);
        }
        return picked;
    }
}
