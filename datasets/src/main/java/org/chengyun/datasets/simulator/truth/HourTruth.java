package org.chengyun.datasets.simulator.truth;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one hour of event time holds, and what arrived in that hour of the clock. Not thread-safe. */
final class HourTruth {
    static final int MINUTES = 60;

    private final Map<Measure, Map<String, Tally>> hours = new HashMap<>();
    private final Map<Measure, Map<String, Tally[]>> minutes = new HashMap<>();
    private final Map<String, Long> arrivals = new TreeMap<>();

    void add(Measure measure, String value, int minute, long scaled, boolean repeat) {
        hours.computeIfAbsent(measure, m -> new HashMap<>())
                .computeIfAbsent(value, v -> new Tally())
                .add(scaled, repeat);
        if (!measure.byMinute()) {
            return;
        }
        Tally[] tallies =
                minutes.computeIfAbsent(measure, m -> new HashMap<>()).computeIfAbsent(value, v -> new Tally[MINUTES]);
        Tally tally = tallies[minute];
        if (tally == null) {
            tally = new Tally();
            tallies[minute] = tally;
        }
        tally.add(scaled, repeat);
    }

    void arrived(String kind) {
        arrivals.merge(kind, 1L, Long::sum);
    }

    Map<String, Tally> ofHour(Measure measure) {
        return new TreeMap<>(hours.getOrDefault(measure, Map.of()));
    }

    Map<String, Tally[]> ofMinutes(Measure measure) {
        return new TreeMap<>(minutes.getOrDefault(measure, Map.of()));
    }

    Map<String, Long> arrivals() {
        return arrivals;
    }
}
