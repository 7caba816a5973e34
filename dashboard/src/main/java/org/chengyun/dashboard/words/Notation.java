package org.chengyun.dashboard.words;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * How numbers and times are written for one reader. {@code notation.ts} is its twin in the browser.
 *
 * @param locale of the reader
 * @param zone of the city; every time is written in it
 */
public record Notation(Locale locale, ZoneId zone) {
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");

    /** A value and its unit, to be set apart on the screen. */
    public record Written(String value, String unit) {
        @Override
        public String toString() {
            return unit.isEmpty() ? value : value + " " + unit;
        }
    }

    /** About three significant digits, whole numbers in full; unit {@code B} is scaled by thousands. */
    public Written value(double value, String unit) {
        if (!unit.equals("B")) {
            return new Written(number(value), unit);
        }
        int scale = 0;
        double scaled = value;
        while (Math.abs(scaled) >= 1000 && scale < BYTES.size() - 1) {
            scaled /= 1000;
            scale++;
        }
        return new Written(number(scaled), BYTES.get(scale));
    }

    public String number(long value) {
        return numbers(0).format(value);
    }

    public String number(double value) {
        double size = Math.abs(value);
        boolean whole = value == Math.rint(value);
        return numbers(whole || size >= 100 ? 0 : size >= 10 ? 1 : 2).format(value);
    }

    /** At most one decimal. */
    public String tenths(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** A share as percent. Rounds towards 0, so that only a whole share is ever written as 100 %. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setRoundingMode(RoundingMode.DOWN);
        return share > 0 && share < 0.01 ? "<" + format.format(0.01) : format.format(share);
    }

    /** The size of a change as percent without its sign, one decimal below 10 %. */
    public String change(double share) {
        double size = Math.abs(share);
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(size < 0.1 ? 1 : 0);
        return format.format(size);
    }

    public String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", locale).format(instant.atZone(zone));
    }

    public String moment(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", locale).format(instant.atZone(zone));
    }

    public String day(LocalDate day) {
        boolean chinese = Language.of(locale) == Language.ZH_CN;
        return DateTimeFormatter.ofPattern(chinese ? "yyyy年M月d日 EEE" : "EEE, d MMM yyyy", locale)
                .format(day);
    }

    private NumberFormat numbers(int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(decimals);
        format.setMinimumFractionDigits(decimals);
        return format;
    }
}
