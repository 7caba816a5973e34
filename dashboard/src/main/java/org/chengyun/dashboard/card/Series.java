package org.chengyun.dashboard.card;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * A metric over successive windows.
 *
 * @param meaning what the metric means, in the reader's language
 * @param step distance between window starts; a day or more means UTC days
 * @param from start of the first window on the axis
 * @param windows how many windows the axis has; what {@code points} leaves out is drawn as "no data"
 * @param points by rising start, each start = {@code from} + a multiple of {@code step}, inside the axis
 * @param percentiles those that the points have, as they are called: {@code p50}, {@code p99}; rising, may be none
 * @param trust of the series as a whole: lowest coverage, weakest finality
 */
public record Series(
        String metric,
        String label,
        String meaning,
        String unit,
        Measure measure,
        Duration step,
        Instant from,
        int windows,
        List<Point> points,
        List<String> percentiles,
        Trust trust) {
    /** Days of the city are longer or shorter by so much when its clocks change. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(1);

    public Series {
        points = List.copyOf(points);
        percentiles = List.copyOf(percentiles);
        for (Point point : points) {
            if (!point.percentiles.isEmpty() && point.percentiles.size() != percentiles.size()) {
                throw new IllegalArgumentException("window of %s at %s has %d percentiles, the series %s"
                        .formatted(metric, point.start(), point.percentiles.size(), percentiles));
            }
            long offsetMs = Duration.between(from, point.start()).toMillis();
            long place = place(from, step, point.start());
            boolean off = Math.abs(offsetMs - place * step.toMillis())
                    > tolerance(step).toMillis();
            if (off || place < 0 || place >= windows) {
                throw new IllegalArgumentException("window of " + metric + " off its axis: start " + point.start()
                        + ", axis from " + from + ", step " + step + ", " + windows + " windows");
            }
        }
    }

    /** Without percentiles. */
    public Series(
            String metric,
            String label,
            String meaning,
            String unit,
            Measure measure,
            Duration step,
            Instant from,
            int windows,
            List<Point> points,
            Trust trust) {
        this(metric, label, meaning, unit, measure, step, from, windows, points, List.of(), trust);
    }

    private static Duration tolerance(Duration step) {
        return step.compareTo(Duration.ofDays(1)) < 0 ? Duration.ZERO : CLOCK_CHANGE;
    }

    /** The place of a point on the axis, from 0. */
    long place(Point point) {
        return place(from, step, point.start());
    }

    private static long place(Instant from, Duration step, Instant start) {
        return Math.round((double) Duration.between(from, start).toMillis() / step.toMillis());
    }

    /** What a point's value is. */
    public enum Measure {
        /** Number of observations or a sum: an open window holds only a part of it. */
        COUNT,
        /** Mean of the observed values: an open window holds a less certain one. */
        MEAN
    }

    /**
     * One window.
     *
     * @param value count or mean; null if nothing was observed although the window was covered
     * @param sd sample standard deviation of the values in the window, in the series' unit; null below n = 2 or for counts
     * @param n observations
     * @param open whether the window's end is still ahead of the observed event time
     * @param percentiles in the order of the series'; empty if they are not known
     */
    public record Point(
            Instant start,
            @Nullable Double value,
            @Nullable Double sd,
            long n,
            @Nullable Double coverageShare,
            Finality finality,
            boolean open,
            List<Double> percentiles) {
        public Point {
            percentiles = List.copyOf(percentiles);
        }

        /** Without percentiles. */
        public Point(
                Instant start,
                @Nullable Double value,
                @Nullable Double sd,
                long n,
                @Nullable Double coverageShare,
                Finality finality,
                boolean open) {
            this(start, value, sd, n, coverageShare, finality, open, List.of());
        }
    }
}
