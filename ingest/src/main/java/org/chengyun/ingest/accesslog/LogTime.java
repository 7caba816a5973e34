package org.chengyun.ingest.accesslog;

import java.nio.charset.StandardCharsets;

/** The time of an access log, {@code [dd/Mon/yyyy:HH:mm:ss ±hhmm]}, at fixed places and without regular expressions. */
final class LogTime {
    /** Length of the bracket, both brackets included. */
    static final int LENGTH = 28;

    /** Not a time; lies outside of every time that the form can express. */
    static final long MALFORMED = Long.MIN_VALUE;

    private static final byte[] MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_OFFSET_HOURS = 18;

    private LogTime() {}

    /** True if a bracket that means to be a time begins at {@code at}. */
    static boolean begins(byte[] bytes, int at, int to) {
        return at + 4 <= to
                && bytes[at] == '['
                && isDigit(bytes[at + 1])
                && isDigit(bytes[at + 2])
                && bytes[at + 3] == '/';
    }

    /** Milliseconds since 1970 of the bracket at {@code at}, or {@link #MALFORMED}. */
    static long parse(byte[] bytes, int at, int to) {
        if (at + LENGTH > to || !hasShape(bytes, at)) {
            return MALFORMED;
        }
        int day = number(bytes, at + 1, 2);
        int month = month(bytes, at + 4);
        int year = number(bytes, at + 8, 4);
        int hour = number(bytes, at + 13, 2);
        int minute = number(bytes, at + 16, 2);
        int second = number(bytes, at + 19, 2);
        int offsetHours = number(bytes, at + 23, 2);
        int offsetMinutes = number(bytes, at + 25, 2);
        // 60 is a leap second
        boolean clock = within(hour, 0, 23) && within(minute, 0, 59) && within(second, 0, 60);
        boolean offset = within(offsetHours, 0, MAX_OFFSET_HOURS) && within(offsetMinutes, 0, 59);
        if (!clock || !offset || month == 0 || year < 0 || day < 1 || day > lengthOfMonth(year, month)) {
            return MALFORMED;
        }
        long localSeconds = epochDay(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second;
        long offsetSeconds = offsetHours * 3600L + offsetMinutes * 60L;
        return (bytes[at + 22] == '-' ? localSeconds + offsetSeconds : localSeconds - offsetSeconds) * 1000;
    }

    private static boolean hasShape(byte[] bytes, int at) {
        return bytes[at] == '['
                && bytes[at + 3] == '/'
                && bytes[at + 7] == '/'
                && bytes[at + 12] == ':'
                && bytes[at + 15] == ':'
                && bytes[at + 18] == ':'
                && bytes[at + 21] == ' '
                && (bytes[at + 22] == '+' || bytes[at + 22] == '-')
                && bytes[at + 27] == ']';
    }

    private static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01; Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
    static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(marchYear, 400);
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static boolean within(int value, int min, int max) {
        return value >= min && value <= max;
    }

    private static int month(byte[] bytes, int at) {
        for (int i = 0; i < MONTHS.length; i += 3) {
            if (bytes[at] == MONTHS[i] && bytes[at + 1] == MONTHS[i + 1] && bytes[at + 2] == MONTHS[i + 2]) {
                return i / 3 + 1;
            }
        }
        return 0;
    }

    /** The number in {@code digits} bytes, or -1. */
    private static int number(byte[] bytes, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
