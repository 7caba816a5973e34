package org.chengyun.engine.runner.store;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.CalendarWindow;
import org.chengyun.engine.core.window.MetricNumber;

/** What SQL must know of windows of the calendar. */
public final class WindowSql {
    private WindowSql() {}

    /** The zone of the metrics' calendar windows; they all have the city's. UTC if there are none. */
    public static ZoneId zone(List<MetricNumber> metrics) {
        return metrics.stream()
                .flatMap(metric -> metric.metric().windows().stream())
                .flatMap(window -> window instanceof CalendarWindow calendar ? Stream.of(calendar.zone()) : Stream.of())
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    /**
     * The expression for the end of a window.
     *
     * @param start and size: expressions of its columns {@code start} and {@code size_s}
     */
    public static String ending(String start, String size, ZoneId zone) {
        return """
                case %2$s
                  when -1 then (date_trunc('day', %1$s at time zone '%3$s') + interval '1 day') at time zone '%3$s'
                  when -2 then (date_trunc('day', %1$s at time zone '%3$s') + interval '7 days') at time zone '%3$s'
                  when -3 then (date_trunc('day', %1$s at time zone '%3$s') + interval '1 month') at time zone '%3$s'
                  else %1$s + make_interval(secs => %2$s) end""".formatted(start, size, zone.getId());
    }
}
