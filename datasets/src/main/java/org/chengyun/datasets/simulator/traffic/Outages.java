package org.chengyun.datasets.simulator.traffic;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.District;
import org.chengyun.datasets.simulator.city.Site;
import org.chengyun.datasets.simulator.feed.Happening;
import org.jspecify.annotations.Nullable;

/**
 * When detectors are silent: single ones that die for minutes or hours, and once a day the line of a whole district.
 * Behind a broken line some controllers keep their readings and send them when it is back. Not thread-safe.
 */
final class Outages {
    private static final long DAY_MS = 86_400_000;
    private static final long SPAN_MS = 6 * 3_600_000L;
    private static final double DEATHS_PER_SPAN = 0.006;
    /** Longest outage of a line. */
    static final long LONGEST_LINE_MS = 90 * 60_000L;

    private final City city;
    private final Dice deaths;
    private final Dice lines;
    private @Nullable Happening[] current;
    private @Nullable Happening[] before;
    private long span = Long.MIN_VALUE;
    private @Nullable Line today;
    /** Its outage may begin in the last hour before it. */
    private @Nullable Line tomorrow;

    private long day = Long.MIN_VALUE;

    Outages(City city) {
        this.city = city;
        this.deaths = new Dice(city.seed(), "traffic.deaths");
        this.lines = new Dice(city.seed(), "traffic.lines");
        this.current = new @Nullable Happening[city.sites().size()];
        this.before = current;
    }

    boolean isDead(Site site, long timeMs) {
        long wanted = Math.floorDiv(timeMs, SPAN_MS);
        if (wanted != span) {
            before = wanted == span + 1 ? current : deathsOf(wanted - 1);
            current = deathsOf(wanted);
            span = wanted;
        }
        Happening earlier = before[site.index()];
        Happening now = current[site.index()];
        return (earlier != null && earlier.isAt(timeMs)) || (now != null && now.isAt(timeMs));
    }

    /** The outage of the district's line at a time; null if the line is up. */
    @Nullable
    Line lineOutage(District district, long timeMs) {
        long wanted = Math.floorDiv(timeMs, DAY_MS);
        if (wanted != day || today == null || tomorrow == null) {
            today = line(wanted);
            tomorrow = line(wanted + 1);
            day = wanted;
        }
        if (today.isAt(district, timeMs)) {
            return today;
        }
        return tomorrow.isAt(district, timeMs) ? tomorrow : null;
    }

    /** @param keeps true if the controllers keep what they cannot send */
    record Line(District district, boolean keeps, Happening happening) {
        private boolean isAt(District asked, long timeMs) {
            return asked.index() == district.index() && happening.isAt(timeMs);
        }
    }

    /** One district a day, never in the dead of night. */
    private Line line(long ofDay) {
        long roll = lines.roll(0, ofDay);
        District district = city.districts()
                .get(Dice.below(Dice.part(roll, 0), city.districts().size()));
        boolean keeps = (Dice.part(roll, 1) & 1) == 0;
        // 23:00 to 13:00 UTC is 7:00 to 21:00 on the wall clock that most people will look at.
        long fromMs = ofDay * DAY_MS - 3_600_000 + Dice.below(Dice.part(roll, 2), 14 * 60) * 60_000L;
        long minutes = 20L + Dice.below(Dice.part(roll, 3), 70);
        return new Line(
                district,
                keeps,
                new Happening(
                        fromMs,
                        fromMs + minutes * 60_000,
                        "line-outage",
                        district.id(),
                        keeps ? "readings kept and sent late" : "readings lost"));
    }

    /** Outages of both kinds that begin in {@code [fromMs, toMs)}. */
    List<Happening> starting(long fromMs, long toMs) {
        List<Happening> starting = new ArrayList<>();
        for (long d = Math.floorDiv(fromMs, DAY_MS); d * DAY_MS - 3_600_000 < toMs; d++) {
            starting.add(line(d).happening);
        }
        for (long s = Math.floorDiv(fromMs, SPAN_MS); s * SPAN_MS < toMs; s++) {
            for (Happening death : deathsOf(s)) {
                if (death != null) {
                    starting.add(death);
                }
            }
        }
        starting.removeIf(h -> h.fromMs() < fromMs || h.fromMs() >= toMs);
        return starting;
    }

    private @Nullable Happening[] deathsOf(long wanted) {
        var result = new @Nullable Happening[city.sites().size()];
        for (Site site : city.sites()) {
            long roll = deaths.roll(site.index(), wanted);
            if (Dice.unit(roll) >= DEATHS_PER_SPAN || !site.active()) {
                continue;
            }
            long fromMs = wanted * SPAN_MS + Dice.below(Dice.part(roll, 0), 360) * 60_000L;
            // Most come back after a restart within minutes, some need a technician.
            double minutes = 3 * StrictMath.exp(Dice.unit(Dice.part(roll, 1)) * StrictMath.log(120));
            result[site.index()] =
                    new Happening(fromMs, fromMs + (long) (minutes * 60_000), "detector-outage", site.id(), "");
        }
        return result;
    }
}
