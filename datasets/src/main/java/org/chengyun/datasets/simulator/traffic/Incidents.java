package org.chengyun.datasets.simulator.traffic;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.Road;
import org.chengyun.datasets.simulator.rhythm.CityTime;
import org.jspecify.annotations.Nullable;

/** Which incidents there are: at most one per road in three hours. Not thread-safe: remembers the last hours. */
final class Incidents {
    private static final long SPAN_MS = 3 * 3_600_000L;

    private final City city;
    private final ZoneId zone;
    private final Dice dice;
    private @Nullable Incident[] current;
    private @Nullable Incident[] before;
    private long span = Long.MIN_VALUE;

    Incidents(City city, ZoneId zone) {
        this.city = city;
        this.zone = zone;
        this.dice = new Dice(city.seed(), "traffic.incidents");
        this.current = new @Nullable Incident[city.roads().size()];
        this.before = current;
    }

    /** The loading at a place of a road with the incidents of the time. */
    double loading(double loading, Road road, double siteKm, boolean inbound, long timeMs) {
        long wanted = Math.floorDiv(timeMs, SPAN_MS);
        if (wanted != span) {
            before = wanted == span + 1 ? current : of(wanted - 1);
            current = of(wanted);
            span = wanted;
        }
        Incident earlier = before[road.index()];
        Incident now = current[road.index()];
        double result = earlier == null ? loading : earlier.loading(loading, siteKm, inbound, timeMs);
        return now == null ? result : now.loading(result, siteKm, inbound, timeMs);
    }

    /** Those that begin in {@code [fromMs, toMs)}. */
    List<Incident> starting(long fromMs, long toMs) {
        List<Incident> starting = new ArrayList<>();
        for (long s = Math.floorDiv(fromMs, SPAN_MS); s * SPAN_MS < toMs; s++) {
            for (Incident incident : of(s)) {
                if (incident != null && incident.fromMs() >= fromMs && incident.fromMs() < toMs) {
                    starting.add(incident);
                }
            }
        }
        return starting;
    }

    private @Nullable Incident[] of(long wanted) {
        var incidents = new @Nullable Incident[city.roads().size()];
        for (Road road : city.roads()) {
            incidents[road.index()] = of(road, wanted);
        }
        return incidents;
    }

    private @Nullable Incident of(Road road, long wanted) {
        long roll = dice.roll(road.index(), wanted);
        long fromMs = wanted * SPAN_MS + Dice.below(Dice.part(roll, 0), (int) (SPAN_MS / 60_000)) * 60_000L;
        if (Dice.unit(roll) >= share(road, fromMs)) {
            return null;
        }
        long minutes = 25L + Dice.below(Dice.part(roll, 1), 65);
        return new Incident(
                road,
                fromMs,
                fromMs + minutes * 60_000,
                road.lengthKm() * Dice.between(Dice.part(roll, 2), 0.1, 0.9),
                (Dice.part(roll, 3) & 1) == 0,
                Dice.between(Dice.part(roll, 4), 0.4, 0.95));
    }

    /** Where and when there is more traffic there are more incidents: some two dozen a day. */
    private double share(Road road, long fromMs) {
        double perSpan = switch (road.kind()) {
            case EXPRESSWAY -> 0.055;
            case ARTERIAL -> 0.016;
            case STREET -> 0.005;
        };
        double hour = CityTime.of(fromMs, zone).hour();
        return hour < 6 ? perSpan * 0.25 : perSpan * 1.25;
    }
}
