package org.chengyun.engine.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Keep;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.engine.core.time.PartitionProgress;
import org.junit.jupiter.api.Test;

class HorizonsTest {
    private static final Keep WEEK = new Keep(Map.of(
            Kind.MINUTES, Duration.ofDays(7),
            Kind.HOURS, Duration.ofDays(7),
            Kind.SESSIONS, Duration.ofDays(7),
            Kind.REVISIONS, Duration.ofDays(7),
            Kind.CUTS, Duration.ofDays(7)));

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static Metric metric(List<String> windows, Optional<Duration> gap) {
        var words = new Wording("x", "x");
        return new Metric(
                "a.b",
                words,
                words,
                "a",
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                "",
                windows.stream()
                        .map(text -> WindowSpec.parse(text, ZoneId.of("Asia/Shanghai"))
                                .orElseThrow())
                        .toList(),
                gap,
                List.of(Metric.Stat.COUNT),
                List.of(),
                Optional.empty());
    }

    private static Map<Kind, Long> horizons(Keep keep, List<Metric> metrics, long watermarkMs, String now) {
        return new Horizons(keep, metrics, watermarkMs, ms(now)).all();
    }

    @Test
    void shouldCountBackFromTheWatermark() {
        var metrics = List.of(metric(List.of("1m", "1h"), Optional.empty()));

        assertThat(horizons(WEEK, metrics, ms("2026-03-20T12:00:00Z"), "2026-11-01T00:00:00Z"))
                .containsEntry(Kind.MINUTES, ms("2026-03-13T12:00:00Z"))
                .containsEntry(Kind.REVISIONS, ms("2026-03-13T12:00:00Z"))
                .containsEntry(Kind.CUTS, ms("2026-10-25T00:00:00Z"))
                .doesNotContainKey(Kind.DAYS);
    }

    @Test
    void shouldCountBackFromNowWhereTheWatermarkIsAhead() {
        var metrics = List.of(metric(List.of("1m"), Optional.empty()));

        assertThat(horizons(WEEK, metrics, ms("2026-03-20T12:10:00Z"), "2026-03-20T12:00:00Z"))
                .containsEntry(Kind.MINUTES, ms("2026-03-13T12:00:00Z"));
    }

    /** The month of the city began at 16:00 UTC of the day before. */
    @Test
    void shouldKeepWhatAnOpenWindowIsMadeOf() {
        var metrics = List.of(
                metric(List.of("1m"), Optional.empty()), metric(List.of("1m", "day", "month"), Optional.empty()));

        assertThat(horizons(WEEK, metrics, ms("2026-03-20T12:00:00Z"), "2026-03-20T12:01:00Z"))
                .containsEntry(Kind.MINUTES, ms("2026-02-28T16:00:00Z"))
                .containsEntry(Kind.HOURS, ms("2026-02-28T16:00:00Z"));
    }

    @Test
    void shouldKeepSessionsThatMayStillGrow() {
        var metrics = List.of(metric(List.of(), Optional.of(Duration.ofDays(7))));
        var day = new Keep(Map.of(Kind.SESSIONS, Duration.ofDays(1)));

        assertThat(horizons(day, metrics, ms("2026-03-20T00:00:00Z"), "2026-03-20T00:01:00Z"))
                .containsEntry(Kind.SESSIONS, ms("2026-03-13T00:00:00Z"));
    }

    @Test
    void shouldKeepEverythingBeforeAnyWindowHasClosed() {
        var metrics = List.of(metric(List.of("1m"), Optional.of(Duration.ofMinutes(1))));

        assertThat(horizons(WEEK, metrics, PartitionProgress.NONE, "2026-03-20T00:00:00Z"))
                .containsOnlyKeys(Kind.CUTS);
    }

    @Test
    void shouldKeepForEverWhatIsKeptForEver() {
        assertThat(horizons(Keep.FOREVER, List.of(), ms("2026-03-20T00:00:00Z"), "2026-03-20T00:00:00Z"))
                .isEmpty();
        var ages = new Keep(Map.of(Kind.CUTS, Duration.ofDays(999_999_999)));
        assertThat(horizons(ages, List.of(), ms("2026-03-20T00:00:00Z"), "2026-03-20T00:00:00Z"))
                .isEmpty();
    }
}
