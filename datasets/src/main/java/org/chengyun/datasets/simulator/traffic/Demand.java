package org.chengyun.datasets.simulator.traffic;

import java.time.ZoneId;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.Road;
import org.chengyun.datasets.simulator.rhythm.CityTime;
import org.chengyun.datasets.simulator.rhythm.DayShape;

/**
 * How full the roads are: the density of each direction of each road in one minute, as a multiple of the critical
 * density. Into the city in the morning, out of it in the evening. Not thread-safe: remembers the last minute.
 */
final class Demand {
    private static final DayShape INBOUND = DayShape.of(
            .09, .06, .05, .05, .08, .20, .50, .93, 1, .78, .60, .56, .53, .55, .57, .62, .74, .88, .82, .60, .46, .38,
            .28, .16);
    private static final DayShape OUTBOUND = DayShape.of(
            .11, .07, .05, .05, .07, .15, .38, .70, .78, .66, .57, .57, .57, .57, .59, .68, .86, 1, .98, .74, .56, .45,
            .34, .20);
    private static final DayShape WEEKEND = DayShape.of(
            .17, .12, .08, .06, .06, .09, .18, .30, .43, .55, .63, .67, .65, .62, .63, .66, .69, .71, .67, .59, .53,
            .46, .36, .24);
    /** Monday to Sunday. */
    private static final double[] DAY_FACTOR = {1.03, 1.0, 1.0, 1.01, 1.07, 0.98, 0.90};

    private static final long WAVE_MINUTES = 20;

    private final City city;
    private final ZoneId zone;
    private final Dice days;
    private final Dice waves;
    private final Weather weather;
    private final double[] inbound;
    private final double[] outbound;
    private long minute = Long.MIN_VALUE;

    Demand(City city, ZoneId zone, Weather weather) {
        this.city = city;
        this.zone = zone;
        this.days = new Dice(city.seed(), "traffic.days");
        this.waves = new Dice(city.seed(), "traffic.waves");
        this.weather = weather;
        this.inbound = new double[city.roads().size()];
        this.outbound = new double[city.roads().size()];
    }

    /** Density over critical density, before incidents. */
    double loading(Road road, boolean towardsCentre, long minuteOfEpoch) {
        if (minuteOfEpoch != minute) {
            compute(minuteOfEpoch);
            minute = minuteOfEpoch;
        }
        return towardsCentre ? inbound[road.index()] : outbound[road.index()];
    }

    private void compute(long minuteOfEpoch) {
        CityTime time = CityTime.of(minuteOfEpoch * 60_000, zone);
        double dayFactor = DAY_FACTOR[time.dayOfWeek() - 1] * (1 + 0.10 * weather.rain(minuteOfEpoch));
        double in = (time.isWeekend() ? WEEKEND : INBOUND).at(time.hour()) * dayFactor;
        double out = (time.isWeekend() ? WEEKEND : OUTBOUND).at(time.hour()) * dayFactor;
        for (Road road : city.roads()) {
            double own = road.load() * (1 + 0.05 * Dice.normal(days.roll(road.index(), time.day())));
            inbound[road.index()] = own * in * wave(2L * road.index(), minuteOfEpoch);
            outbound[road.index()] = own * out * wave(2L * road.index() + 1, minuteOfEpoch);
        }
    }

    /** Traffic comes in waves of some twenty minutes. */
    private double wave(long entity, long minuteOfEpoch) {
        long knot = Math.floorDiv(minuteOfEpoch, WAVE_MINUTES);
        double share = (double) Math.floorMod(minuteOfEpoch, WAVE_MINUTES) / WAVE_MINUTES;
        double smooth = share * share * (3 - 2 * share);
        double before = waves.unit(entity, knot);
        double after = waves.unit(entity, knot + 1);
        return 0.92 + 0.16 * (before + (after - before) * smooth);
    }
}
