package org.chengyun.datasets.simulator.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.CaseType;
import org.chengyun.datasets.simulator.rhythm.CityTime;

/** When a case is closed: log-normal around its kind's median, office work in office hours. Pure. */
final class Closing {
    /** No case that is closed at all takes longer. */
    static final long LONGEST_MS = 30L * 86_400_000;

    private static final double NEVER_SHARE = 0.02;
    private static final double SPREAD = 0.9;
    /** What takes longer is left alone at night, mostly. */
    private static final double URGENT_HOURS = 3;

    private static final double NIGHT_REST_SHARE = 0.85;
    private static final double SHORTEST_HOURS = 0.15;
    private static final double LONGEST_HOURS = 24 * 25;

    private Closing() {}

    static long closedMs(CaseType type, long openedMs, ZoneId zone, long roll) {
        if (Dice.unit(roll) < NEVER_SHARE) {
            return CityCase.NEVER;
        }
        double hours = type.medianHours() * StrictMath.exp(SPREAD * Dice.normal(Dice.part(roll, 0)));
        long seconds = (long) (Math.clamp(hours, SHORTEST_HOURS, LONGEST_HOURS) * 3600);
        long closedMs = openedMs + seconds * 1000;
        CityTime time = CityTime.of(closedMs, zone);
        double unit = Dice.unit(Dice.part(roll, 1));
        if (type.officeWork()) {
            return time.isOfficeHour() ? closedMs : nextOfficeTime(closedMs, zone, unit);
        }
        boolean night = time.hour() >= 22.5 || time.hour() < 7;
        boolean canWait = hours > URGENT_HOURS && Dice.unit(Dice.part(roll, 2)) < NIGHT_REST_SHARE;
        return night && canWait ? nextMorning(closedMs, zone, unit) : closedMs;
    }

    private static long nextMorning(long timeMs, ZoneId zone, double unit) {
        ZonedDateTime local = Instant.ofEpochMilli(timeMs).atZone(zone);
        LocalDate day = local.toLocalDate().plusDays(local.getHour() < 7 ? 0 : 1);
        return epochMs(day, 7, unit * 6, zone);
    }

    /** Some time on the next working day, most of it in the morning. */
    private static long nextOfficeTime(long timeMs, ZoneId zone, double unit) {
        ZonedDateTime local = Instant.ofEpochMilli(timeMs).atZone(zone);
        LocalDate day =
                local.getHour() < 9 ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        while (day.getDayOfWeek().getValue() >= 6) {
            day = day.plusDays(1);
        }
        return epochMs(day, 9, unit * unit * 8, zone);
    }

    private static long epochMs(LocalDate day, int hour, double hoursAfter, ZoneId zone) {
        return day.atTime(hour, 0)
                .plusSeconds((long) (hoursAfter * 3600))
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }
}
