package org.chengyun.datasets.catalogue;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The days, weeks or months of a city: they begin when its clocks say midnight, so a day is 23 or 25 hours long when the
 * clocks change. Weeks begin on Monday (ISO 8601).
 */
public record CalendarWindow(Unit unit, ZoneId zone) implements WindowSpec {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** What a window spans. */
    public enum Unit {
        DAY(-1, 1),
        WEEK(-2, 7),
        MONTH(-3, 31);

        private final int key;
        private final int mostDays;

        Unit(int key, int mostDays) {
            this.key = key;
            this.mostDays = mostDays;
        }
    }

    /** Reads {@code day}, {@code week} or {@code month}. */
    static Optional<CalendarWindow> parse(String text, ZoneId zone) {
        for (Unit unit : Unit.values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(text.strip())) {
                return Optional.of(new CalendarWindow(unit, zone));
            }
        }
        return Optional.empty();
    }

    @Override
    public long lastStartMs(long timeMs) {
        return startMs(first(date(timeMs)));
    }

    @Override
    public long firstStartMs(long timeMs) {
        return lastStartMs(timeMs);
    }

    @Override
    public long nextStartMs(long startMs) {
        return endMs(startMs);
    }

    @Override
    public long previousStartMs(long startMs) {
        return lastStartMs(startMs - 1);
    }

    @Override
    public long endMs(long startMs) {
        LocalDate first = date(startMs);
        return startMs(
                switch (unit) {
                    case DAY -> first.plusDays(1);
                    case WEEK -> first.plusWeeks(1);
                    case MONTH -> first.plusMonths(1);
                });
    }

    @Override
    public boolean isTumbling() {
        return true;
    }

    @Override
    public long usualMs() {
        return unit.mostDays * DAY_MS;
    }

    /** Whole hours almost everywhere; the offsets that the zone had since 1970 and will have decide. */
    @Override
    public long gridMs() {
        ZoneRules rules = zone.getRules();
        List<Long> seconds = new ArrayList<>(
                List.of(3600L, (long) rules.getOffset(Instant.EPOCH).getTotalSeconds()));
        rules.getTransitions().stream()
                .filter(change -> change.getInstant().isAfter(Instant.EPOCH))
                .forEach(change -> seconds.add((long) change.getOffsetAfter().getTotalSeconds()));
        rules.getTransitionRules()
                .forEach(rule -> seconds.add((long) rule.getOffsetAfter().getTotalSeconds()));
        return seconds.stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger::gcd)
                        .orElseThrow()
                        .longValueExact()
                * 1000;
    }

    @Override
    public int sizeKey() {
        return unit.key;
    }

    private LocalDate date(long timeMs) {
        return Instant.ofEpochMilli(timeMs).atZone(zone).toLocalDate();
    }

    private LocalDate first(LocalDate date) {
        return switch (unit) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
        };
    }

    /** Midnight, or the first instant of the date where the clocks skip midnight. */
    private long startMs(LocalDate date) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The name used in definitions, requests and pages. */
    @Override
    public String toString() {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
