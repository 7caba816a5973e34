package org.chengyun.api.report.pdf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.jspecify.annotations.Nullable;

/**
 * What a chart of a series shows, before any ink: the axes, the stretches of line and band, the windows without data.
 * Pure and immutable.
 *
 * @param axis the time shown, at least the brief's period
 * @param runs stretches of successive windows with a value; a line never crosses a gap
 * @param gaps times without a window, neighbours joined
 * @param expected windows that fit into the axis
 * @param absent starts of those among them that have no data
 * @param bandCut whether the band is higher than the axis
 */
record SeriesPlot(
        Brief.Series series,
        Span axis,
        Ticks ticks,
        List<List<Brief.Point>> runs,
        List<Span> gaps,
        int expected,
        List<Instant> absent,
        boolean bandCut) {
    /** A spread of several times the mean would press the line itself flat. */
    private static final double HIGHEST_BAND = 2;

    /** A kind of coverage, as the strip under the chart shows it. */
    enum Cover {
        ENOUGH,
        TOO_LITTLE,
        UNKNOWN
    }

    static SeriesPlot of(Brief.Series series, Span period) {
        var axis = axis(series, period);
        var gaps = new ArrayList<Span>();
        int expected = 0;
        var absent = new ArrayList<Instant>();
        Set<Instant> starts = new HashSet<>();
        series.points().forEach(point -> starts.add(point.start()));
        for (var start = firstSlot(series, axis);
                !start.plus(series.window()).isAfter(axis.end());
                start = start.plus(series.step())) {
            expected++;
            if (!starts.contains(start)) {
                absent.add(start);
                add(gaps, slot(series, start));
            }
        }
        double highest = values(series).max().orElse(0);
        double lowest = values(series).min().orElse(0);
        double bandTop = bandEnds(series, 1).max().orElse(highest);
        double bandBottom = bandEnds(series, -1).min().orElse(lowest);
        boolean positive = lowest >= 0;
        double top =
                positive ? Math.min(Math.max(highest, bandTop), Math.max(HIGHEST_BAND * highest, 1e-300)) : bandTop;
        double bottom = positive ? Math.max(0, Math.min(lowest, bandBottom)) : Math.min(lowest, bandBottom);
        var ticks = Ticks.of(bottom, Math.max(top, highest), series.shown().isCount());
        return new SeriesPlot(
                series,
                axis,
                ticks,
                runs(series),
                List.copyOf(gaps),
                expected,
                List.copyOf(absent),
                bandTop > ticks.high());
    }

    /** The share of the axis at which a window is drawn: its middle. */
    double position(Brief.Point point) {
        return share(point.start().plus(series.window().dividedBy(2)));
    }

    double share(Instant moment) {
        double all = Duration.between(axis.start(), axis.end()).toMillis();
        return Duration.between(axis.start(), moment).toMillis() / all;
    }

    /** Height on the axis, 0 at its foot and 1 at its top; beyond for what the axis does not hold. */
    double level(double value) {
        return (value - ticks.low()) / (ticks.high() - ticks.low());
    }

    Span slot(Brief.Point point) {
        return slot(series, point.start());
    }

    boolean any(Finality finality) {
        return series.points().stream().anyMatch(point -> point.finality() == finality);
    }

    boolean hasBand() {
        return series.shown() == Stats.Shown.MEAN
                && series.points().stream().anyMatch(point -> point.stats().sd() != null);
    }

    static Cover cover(@Nullable Double coverage, double floor) {
        if (coverage == null) {
            return Cover.UNKNOWN;
        }
        return TrustSummary.isIncomplete(coverage, floor) ? Cover.TOO_LITTLE : Cover.ENOUGH;
    }

    private static Span axis(Brief.Series series, Span period) {
        if (series.points().isEmpty()) {
            return period;
        }
        var first = series.points().getFirst().start();
        var last = series.points().getLast().start().plus(series.window());
        return new Span(
                first.isBefore(period.start()) ? first : period.start(),
                last.isAfter(period.end()) ? last : period.end());
    }

    /** The first window of the series' own grid that lies within the axis. */
    private static Instant firstSlot(Brief.Series series, Span axis) {
        if (series.points().isEmpty()) {
            return axis.start();
        }
        var known = series.points().getFirst().start();
        long stepsBack = Duration.between(axis.start(), known).dividedBy(series.step());
        return known.minus(series.step().multipliedBy(stepsBack));
    }

    private static Span slot(Brief.Series series, Instant start) {
        var from = start.plus(series.window().minus(series.step()).dividedBy(2));
        return new Span(from, from.plus(series.step()));
    }

    private static void add(List<Span> gaps, Span slot) {
        if (!gaps.isEmpty() && gaps.getLast().end().equals(slot.start())) {
            gaps.set(gaps.size() - 1, new Span(gaps.getLast().start(), slot.end()));
        } else {
            gaps.add(slot);
        }
    }

    private static List<List<Brief.Point>> runs(Brief.Series series) {
        var runs = new ArrayList<List<Brief.Point>>();
        Brief.Point before = null;
        for (var point : series.points()) {
            if (point.stats().value(series.shown()) == null) {
                before = null;
                continue;
            }
            boolean follows =
                    before != null && before.start().plus(series.step()).equals(point.start());
            if (!follows) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(point);
            before = point;
        }
        return runs.stream().map(List::copyOf).toList();
    }

    private static DoubleStream values(Brief.Series series) {
        return series.points().stream().flatMapToDouble(point -> {
            Double value = point.stats().value(series.shown());
            return value == null ? DoubleStream.empty() : DoubleStream.of(value);
        });
    }

    private static DoubleStream bandEnds(Brief.Series series, int sign) {
        if (series.shown() != Stats.Shown.MEAN) {
            return DoubleStream.empty();
        }
        return series.points().stream().flatMapToDouble(point -> {
            Double mean = point.stats().mean();
            Double sd = point.stats().sd();
            return mean == null || sd == null ? DoubleStream.empty() : DoubleStream.of(mean + sign * sd);
        });
    }
}
