package org.chengyun.ingest.syslog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times in headers of syslog. */
final class SyslogTime {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final Duration AHEAD = Duration.ofDays(1);

    private SyslogTime() {}

    /** A time as in {@code 2003-10-11T22:14:15.003Z}; null if it is none. */
    static @Nullable Instant iso(String text) {
        boolean plausible = text.length() >= 20 && text.charAt(4) == '-' && text.charAt(10) == 'T';
        if (!plausible) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * Steps over a time as RFC 3164 has it, {@code Oct 11 22:14:15}, or as its senders write it: in ISO form, with a star
     * or point ahead, with a year, with a fraction, with a colon behind.
     *
     * @return null if there is none; where the cursor stands then is not said
     */
    static @Nullable Instant old(Cursor cursor, ZoneId zone, Instant receivedAt) {
        if (Cursor.isDigit(cursor.peek())) {
            return iso(cursor.word());
        }
        if (!cursor.take('*')) {
            cursor.take('.');
        }
        int month = month(cursor);
        cursor.skip(' ');
        int day = cursor.number(1, 2);
        if (month == 0 || day < 0 || !cursor.take(' ')) {
            return null;
        }
        int year = year(cursor);
        int hour = cursor.number(2, 2);
        int minute = cursor.take(':') ? cursor.number(2, 2) : -1;
        int second = cursor.take(':') ? cursor.number(2, 2) : -1;
        int fraction = cursor.take('.') ? fraction(cursor) : 0;
        cursor.take(':');
        try {
            LocalDateTime moment = LocalDateTime.of(year < 0 ? 2000 : year, month, day, hour, minute, second, fraction);
            return year < 0
                    ? latest(moment, zone, receivedAt)
                    : moment.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int month(Cursor cursor) {
        String name = cursor.peek(2) < 0 ? "" : cursor.text(cursor.at(), cursor.at() + 3);
        int at = name.length() == 3 ? MONTHS.indexOf(name) : -1;
        if (at < 0 || at % 3 != 0) {
            return 0;
        }
        cursor.back(cursor.at() + 3);
        return at / 3 + 1;
    }

    private static int year(Cursor cursor) {
        int before = cursor.at();
        int year = cursor.number(4, 4);
        if (year < 0 || !cursor.take(' ')) {
            cursor.back(before);
            return -1;
        }
        return year;
    }

    /** In nanoseconds. */
    private static int fraction(Cursor cursor) {
        int nanos = 0;
        int unit = 100_000_000;
        while (Cursor.isDigit(cursor.peek())) {
            nanos += (cursor.next() - '0') * unit;
            unit /= 10;
        }
        return nanos;
    }

    /** In the latest year in which it is not in the future; a sender's clock may be ahead by a day. */
    private static @Nullable Instant latest(LocalDateTime moment, ZoneId zone, Instant receivedAt) {
        boolean leapDay = moment.getMonthValue() == 2 && moment.getDayOfMonth() == 29;
        int present = receivedAt.atZone(zone).getYear();
        for (int year = present + 1; year >= present - 1; year--) {
            if (leapDay && !Year.isLeap(year)) {
                continue;
            }
            Instant candidate = moment.withYear(year).atZone(zone).toInstant();
            if (candidate.isBefore(receivedAt.plus(AHEAD))) {
                return candidate;
            }
        }
        return null;
    }
}
