package org.chengyun.api.report.pdf;

import java.time.Instant;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.jspecify.annotations.Nullable;

/** The lowest and the highest window of a series; of equals the first. */
final class Extremes {
    private record Extreme(double value, Instant start) {}

    private final Brief.Series series;
    private @Nullable Extreme lowest;
    private @Nullable Extreme highest;

    Extremes(Brief.Series series) {
        this.series = series;
        for (var point : series.points()) {
            Double value = point.stats().value(series.shown());
            if (value == null) {
                continue;
            }
            if (lowest == null || value < lowest.value) {
                lowest = new Extreme(value, point.start());
            }
            if (highest == null || value > highest.value) {
                highest = new Extreme(value, point.start());
            }
        }
    }

    String inWords(BriefWords words, boolean withDay) {
        if (lowest == null || highest == null) {
            return "";
        }
        return words.text(
                "chart.summary",
                value(words, lowest),
                time(words, lowest, withDay),
                value(words, highest),
                time(words, highest, withDay));
    }

    private String value(BriefWords words, Extreme extreme) {
        return words.withUnit(
                words.value(series.shown(), extreme.value), series.metric().unit());
    }

    private static String time(BriefWords words, Extreme extreme, boolean withDay) {
        return withDay ? words.dayTime(extreme.start) : words.time(extreme.start);
    }
}
