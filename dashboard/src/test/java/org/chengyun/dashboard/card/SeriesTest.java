package org.chengyun.dashboard.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chengyun.dashboard.card.Series.Measure;
import org.chengyun.dashboard.card.Series.Point;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void shouldTellRealZeroFromNoData() {
        var zero = new Point(START, 0.0, null, 0, 1.0, Finality.FINAL, false);
        var nothing = new Point(START.plusSeconds(120), null, null, 0, null, Finality.PROVISIONAL, true);

        var points = SeriesJson.of(series(List.of(zero, nothing))).get("points");

        assertThat(points.get(0).toString())
                .isEqualTo(
                        "{\"i\":0,\"value\":0.0,\"sd\":null,\"n\":0,\"coverage\":1.0,\"finality\":\"final\",\"open\":false,\"percentiles\":[]}");
        assertThat(points.get(1).get("i").asInt()).isEqualTo(2);
        assertThat(points.get(1).get("value").isNull()).isTrue();
        assertThat(points.get(1).get("finality").asString()).isEqualTo("provisional");
    }

    @Test
    void shouldRefuseAWindowThatIsNotOnTheAxis() {
        var between = new Point(START.plusSeconds(30), 1.0, null, 1, null, Finality.FINAL, false);
        var after = new Point(START.plusSeconds(180), 1.0, null, 1, null, Finality.FINAL, false);

        assertThatThrownBy(() -> series(List.of(between))).hasMessageContaining("off its axis");
        assertThatThrownBy(() -> series(List.of(after))).hasMessageContaining("off its axis");
    }

    @Test
    void shouldPlaceDaysOfTheCityThoughOneIsShorter() {
        var second = new Point(START.plus(Duration.ofHours(47)), 1.0, null, 1, null, Finality.FINAL, false);

        var points = SeriesJson.of(series(List.of(second), Duration.ofDays(1))).get("points");

        assertThat(points.get(0).get("i").asInt()).isEqualTo(2);
    }

    private static Series series(List<Point> points) {
        return series(points, Duration.ofMinutes(1));
    }

    private static Series series(List<Point> points, Duration step) {
        var trust = new Trust(null, Finality.PROVISIONAL, 7, START, "portal.requests@1", 0, 0);
        return new Series(
                "portal.requests",
                "Requests",
                "Requests that the portal answered.",
                "",
                Measure.COUNT,
                step,
                START,
                3,
                points,
                trust);
    }
}
