package org.chengyun.api.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be looked at where sensors are silent: the highest that explains it. If all are silent, that is the feed; if all
 * of a controller are, that is the controller, and none of them is named; only what is left is a matter of sensors. Pure and
 * immutable.
 *
 * @param sensors how many should report
 * @param controllers of how many with more than one sensor
 * @param silent how many sensors are, at whatever level
 * @param everything true if that is all of them
 * @param silentControllers those that fell silent last first
 * @param silentSensors without those of silent controllers, in the same order
 */
record Blame(
        int sensors,
        int controllers,
        int silent,
        boolean everything,
        List<Group> silentControllers,
        List<Sensor> silentSensors) {
    private static final Comparator<Optional<Instant>> LAST_FIRST =
            Comparator.comparing(since -> since.orElse(Instant.MIN), Comparator.reverseOrder());

    Blame {
        silentControllers = List.copyOf(silentControllers);
        silentSensors = List.copyOf(silentSensors);
    }

    /**
     * Sensors that share a controller.
     *
     * @param since when the last of them fell silent; empty if none ever reported
     */
    record Group(String controller, List<Sensor> sensors, Optional<Instant> since) {
        Group {
            sensors = List.copyOf(sensors);
        }
    }

    /** @param asOf event time up to which everything that comes has come */
    static Blame of(List<Sensor> sensors, Instant asOf) {
        Set<Sensor> silent = sensors.stream()
                .filter(sensor -> sensor.isSilent(asOf))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, List<Sensor>> groups = groups(sensors);
        if (!silent.isEmpty() && silent.size() == sensors.size()) {
            return new Blame(sensors.size(), groups.size(), silent.size(), true, List.of(), List.of());
        }
        List<Group> controllers = groups.entrySet().stream()
                .filter(group -> silent.containsAll(group.getValue()))
                .map(group -> new Group(group.getKey(), group.getValue(), since(group.getValue())))
                .sorted(Comparator.comparing(Group::since, LAST_FIRST).thenComparing(Group::controller))
                .toList();
        Set<Sensor> left = new LinkedHashSet<>(silent);
        controllers.forEach(group -> group.sensors.forEach(left::remove));
        List<Sensor> alone = left.stream()
                .sorted(Comparator.comparing(Sensor::last, LAST_FIRST).thenComparing(Sensor::id))
                .toList();
        return new Blame(sensors.size(), groups.size(), silent.size(), false, controllers, alone);
    }

    private static Map<String, List<Sensor>> groups(List<Sensor> sensors) {
        Map<String, List<Sensor>> groups = sensors.stream()
                .filter(sensor -> sensor.controller() != null)
                .collect(Collectors.groupingBy(
                        sensor -> String.valueOf(sensor.controller()), TreeMap::new, Collectors.toList()));
        groups.values().removeIf(members -> members.size() < 2);
        return groups;
    }

    private static Optional<Instant> since(List<Sensor> members) {
        return members.stream().flatMap(sensor -> sensor.last().stream()).max(Comparator.naturalOrder());
    }
}
