package org.chengyun.datasets.simulator.rhythm;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A moment on the city's wall clock.
 *
 * @param day days since 1970-01-01, local
 * @param dayOfWeek 1 = Monday … 7 = Sunday
 * @param hour of the day with its fraction, [0, 24)
 */
public record CityTime(long day, int dayOfWeek, double hour) {
    public static CityTime of(long epochMs, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(epochMs).atZone(zone);
        return new CityTime(
                local.toLocalDate().toEpochDay(),
                local.getDayOfWeek().getValue(),
                local.toLocalTime().toNanoOfDay() / 3.6e12);
    }

    public boolean isWeekend() {
        return dayOfWeek >= DayOfWeek.SATURDAY.getValue();
    }

    public boolean isOfficeHour() {
        return !isWeekend() && hour >= 8.5 && hour < 17.5;
    }
}
