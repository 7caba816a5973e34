package org.chengyun.api.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.Stats;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.junit.jupiter.api.Test;

class SeriesPlotTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-19T16:00:00Z");
    private static final Span DAY = new Span(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));

    @Test
    void shouldNeverDrawALineAcrossAGap() {
        var plot = SeriesPlot.of(hourly(60, 0, 1, 2, 5, 6), DAY);

        assertThat(plot.runs()).hasSize(2);
        assertThat(plot.gaps()).containsExactly(hours(3, 5), hours(7, 24));
        assertThat(plot.expected()).isEqualTo(24);
        assertThat(plot.absent()).hasSize(19);
    }

    @Test
    void shouldCountSlidingWindowsOnTheirOwnGrid() {
        // Given
        var windows = IntStream.range(0, 56)
                .mapToObj(i -> point(MIDNIGHT.plus(Duration.ofMinutes(i)), 5))
                .toList();
        var series = series(Duration.ofMinutes(5), Duration.ofMinutes(1), windows);
        // When
        var plot = SeriesPlot.of(series, new Span(MIDNIGHT, MIDNIGHT.plus(Duration.ofHours(1))));
        // Then
        assertThat(plot.expected()).isEqualTo(56);
        assertThat(plot.absent()).isEmpty();
        assertThat(plot.runs()).hasSize(1);
    }

    @Test
    void shouldShowWindowsThatReachBeyondTheDay() {
        var utcDay = point(Instant.parse("2026-11-20T00:00:00Z"), 9);
        var plot = SeriesPlot.of(series(Duration.ofDays(1), Duration.ofDays(1), List.of(utcDay)), DAY);

        assertThat(plot.axis()).isEqualTo(new Span(MIDNIGHT, Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(plot.absent()).isEmpty();
    }

    @Test
    void shouldDrawAWindowAtItsMiddle() {
        var series = hourly(60, 0, 12);

        assertThat(SeriesPlot.of(series, DAY).position(series.points().get(1))).isCloseTo(12.5 / 24, within(1e-12));
    }

    @Test
    void shouldNotLetTheSpreadPressTheLineFlat() {
        var wild = new Brief.Point(MIDNIGHT, new Stats(9, 900.0, 100.0, 1e8, 0.0, 1e6), Finality.FINAL, 1.0, 0, 0, 1);
        var plot = SeriesPlot.of(
                new Brief.Series(
                        hourly(1, 0).metric(),
                        "wild",
                        Stats.Shown.MEAN,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        List.of(wild),
                        trust()),
                DAY);

        assertThat(plot.bandCut()).isTrue();
        assertThat(plot.level(100)).isGreaterThan(0.4);
    }

    private static Span hours(int from, int to) {
        return new Span(MIDNIGHT.plus(Duration.ofHours(from)), MIDNIGHT.plus(Duration.ofHours(to)));
    }

    private static Brief.Series hourly(long n, int... hours) {
        var points = Arrays.stream(hours)
                .mapToObj(hour -> point(MIDNIGHT.plus(Duration.ofHours(hour)), n))
                .toList();
        return series(Duration.ofHours(1), Duration.ofHours(1), points);
    }

    private static Brief.Series series(Duration window, Duration step, List<Brief.Point> points) {
        var metric = new Brief.Metric("m", "m@1", "m", "m", "m", "");
        return new Brief.Series(metric, "m", Stats.Shown.COUNT, window, step, points, trust());
    }

    private static Brief.Point point(Instant start, long n) {
        return new Brief.Point(start, Stats.count(n), Finality.FINAL, 1.0, 0, 0, 1);
    }

    private static Trust trust() {
        return new Trust(1.0, Finality.FINAL, 1, null, "m@1", 0, 0);
    }
}
