package org.chengyun.ingest.clock;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Puts a time together from its pieces. Not thread-safe; reused from line to line. */
public final class LineClock {
    /** The pieces make no time that exists. */
    public static final long MALFORMED = Long.MIN_VALUE;

    private static final int UNKNOWN = Integer.MIN_VALUE;
    private static final int LEAP_SECOND = 60;

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int milli;
    /** 0 in the morning, 12 in the afternoon. */
    int half;

    int offsetSeconds;
    long epochMs;

    /** Forgets the pieces before. */
    public void begin() {
        year = UNKNOWN;
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        second = 0;
        milli = 0;
        half = UNKNOWN;
        offsetSeconds = UNKNOWN;
        epochMs = MALFORMED;
    }

    private boolean knowsOffset() {
        return offsetSeconds != UNKNOWN;
    }

    /**
     * The time in epoch milliseconds, or {@link #MALFORMED}.
     *
     * @param zone of a time without an offset; where the clock is turned back the earlier of both is meant
     */
    public long timeMs(ZoneId zone) {
        if (epochMs != MALFORMED) {
            return epochMs + milli;
        }
        if (year == UNKNOWN) {
            return MALFORMED;
        }
        try {
            boolean leap = second == LEAP_SECOND;
            LocalDateTime local = LocalDateTime.of(
                    LocalDate.of(year, month, day), LocalTime.of(hourOfDay(), minute, leap ? 59 : second));
            long seconds = knowsOffset()
                    ? local.toEpochSecond(ZoneOffset.ofTotalSeconds(offsetSeconds))
                    : local.atZone(zone).toEpochSecond();
            return (leap ? seconds + 1 : seconds) * 1000 + milli;
        } catch (DateTimeException e) {
            return MALFORMED;
        }
    }

    private int hourOfDay() {
        if (half == UNKNOWN) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("no hour of twelve");
        }
        return hour % 12 + half;
    }
}
