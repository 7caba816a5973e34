package org.chengyun.api.trust;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chengyun.api.span.Span;

/**
 * With which earlier spans one may be compared. A city's Saturday is not its Friday: a day before counts only if it is of
 * the same kind, which is a working day, a Saturday or a Sunday. Immutable.
 *
 * @param zone of the city
 */
record Earlier(ZoneId zone) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int WEEKS = 4;
    private static final int DAYS = 6;

    /** The same hours of the weeks before. */
    Stream<Span> weeks(Span span) {
        return IntStream.rangeClosed(1, WEEKS).mapToObj(week -> before(span, DAY.multipliedBy(7L * week)));
    }

    /** The same hours of the days before that are of the same kind. */
    Stream<Span> days(Span span) {
        return IntStream.rangeClosed(1, DAYS)
                .mapToObj(day -> before(span, DAY.multipliedBy(day)))
                .filter(before -> kind(before) == kind(span));
    }

    List<Span> all(Span span) {
        return Stream.concat(weeks(span), days(span)).toList();
    }

    /** Monday stands for all working days. */
    private DayOfWeek kind(Span span) {
        DayOfWeek day = span.start().atZone(zone).getDayOfWeek();
        return day.compareTo(DayOfWeek.FRIDAY) <= 0 ? DayOfWeek.MONDAY : day;
    }

    private static Span before(Span span, Duration earlier) {
        return new Span(span.start().minus(earlier), span.end().minus(earlier));
    }
}
