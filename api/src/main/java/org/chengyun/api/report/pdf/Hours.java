package org.chengyun.api.report.pdf;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.span.Span;

/** Marks of a time axis at round local hours or days. Pure. */
final class Hours {
    private static final int[] HOURS = {1, 2, 3, 6, 12};
    private static final int[] DAYS = {1, 2, 7, 14, 30, 90, 180, 365, 3650};

    private Hours() {}

    /** At most about {@code most} marks within the span, both ends included if they are round. */
    static List<Instant> marks(Span span, ZoneId zone, int most) {
        double hours = Duration.between(span.start(), span.end()).toMinutes() / 60.0;
        for (int step : HOURS) {
            if (hours / step <= most) {
                return hourMarks(span, zone, step);
            }
        }
        for (int step : DAYS) {
            if (hours / 24 / step <= most) {
                return dayMarks(span, zone, step);
            }
        }
        return List.of(span.start(), span.end());
    }

    /** Whether the marks need their day printed. */
    static boolean needDay(Span span) {
        return Duration.between(span.start(), span.end()).toHours() > 26;
    }

    private static List<Instant> hourMarks(Span span, ZoneId zone, int step) {
        var marks = new ArrayList<Instant>();
        ZonedDateTime midnight = span.start().atZone(zone).toLocalDate().atStartOfDay(zone);
        while (!midnight.toInstant().isAfter(span.end())) {
            for (int hour = 0; hour < 24; hour += step) {
                var mark = midnight.withHour(hour).toInstant();
                boolean rises = marks.isEmpty() || mark.isAfter(marks.getLast());
                if (rises && !mark.isBefore(span.start()) && !mark.isAfter(span.end())) {
                    marks.add(mark);
                }
            }
            midnight = midnight.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        return marks;
    }

    private static List<Instant> dayMarks(Span span, ZoneId zone, int step) {
        var marks = new ArrayList<Instant>();
        var day = span.start().atZone(zone).toLocalDate();
        for (var mark = day.atStartOfDay(zone).toInstant(); !mark.isAfter(span.end()); ) {
            if (!mark.isBefore(span.start())) {
                marks.add(mark);
            }
            day = day.plusDays(step);
            mark = day.atStartOfDay(zone).toInstant();
        }
        return marks;
    }
}
