package org.chengyun.datasets.simulator.cases;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.Agency;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.feed.Happening;

/** Once a day the feed of one agency stops for hours; then it sends everything that had waited. Pure. */
final class AgencyStops {
    /** Longest stop. */
    static final long LONGEST_MS = 4 * 3_600_000L;

    private static final long DAY_MS = 86_400_000;

    private final List<Agency> agencies;
    private final Dice dice;

    AgencyStops(City city) {
        // Only those that have cases.
        this.agencies = city.agencies().stream()
                .filter(a -> city.caseTypes().stream().anyMatch(t -> t.agency().equals(a)))
                .toList();
        this.dice = new Dice(city.seed(), "events.stops");
    }

    /** When a record of that time can leave the agency: at once, or at the end of the stop. */
    long sentMs(Agency agency, long timeMs) {
        Happening stop = stop(Math.floorDiv(timeMs, DAY_MS));
        return stop.subject().equals(agency.id()) && stop.isAt(timeMs) ? stop.toMs() : timeMs;
    }

    /** Begins between 0:00 and 9:00 UTC, so it ends on its day. */
    private Happening stop(long day) {
        long roll = dice.roll(0, day);
        Agency agency = agencies.get(Dice.below(Dice.part(roll, 0), agencies.size()));
        long fromMs = day * DAY_MS + Dice.below(Dice.part(roll, 1), 540) * 60_000L;
        long minutes = 60L + Dice.below(Dice.part(roll, 2), 181);
        return new Happening(
                fromMs, fromMs + minutes * 60_000, "agency-stop", agency.id(), "records kept and sent late");
    }

    List<Happening> starting(long fromMs, long toMs) {
        List<Happening> starting = new ArrayList<>();
        for (long day = Math.floorDiv(fromMs, DAY_MS); day * DAY_MS < toMs; day++) {
            Happening stop = stop(day);
            if (stop.fromMs() >= fromMs && stop.fromMs() < toMs) {
                starting.add(stop);
            }
        }
        return starting;
    }
}
