package org.chengyun.api.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.database.TestMetrics;
import org.junit.jupiter.api.Test;

class StoredSizesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-02T00:00:00Z");

    private static Instant at(int hour, int minute) {
        return MIDNIGHT.plusSeconds(hour * 3600L + minute * 60L);
    }

    private static StoredSizes sizes(String... windows) {
        return StoredSizes.of(TestMetrics.metric(List.of(windows), false, List.of(), Optional.empty()));
    }

    @Test
    void shouldUseTheLargestClosedWindowsAndSlicesForTheRest() {
        var span = new Span(at(0, 58), at(24, 0));

        assertThat(sizes("1m", "1h", "1d").cover(span, Optional.of(at(3, 10))))
                .containsExactly(
                        new Segment(60, new Span(at(0, 58), at(1, 0))),
                        new Segment(3600, new Span(at(1, 0), at(3, 0))),
                        new Segment(60, new Span(at(3, 0), at(24, 0))));
    }

    @Test
    void shouldUseSlicesOnlyWhereNothingIsClosed() {
        var span = new Span(at(0, 0), at(24, 0));

        assertThat(sizes("1m", "1h", "1d").cover(span, Optional.empty())).containsExactly(new Segment(60, span));
    }

    @Test
    void shouldTakeAWholeClosedWindowAsItIs() {
        var span = new Span(at(0, 0), at(24, 0));

        assertThat(sizes("1m", "1h", "1d").cover(span, Optional.of(at(24, 0))))
                .containsExactly(new Segment(86_400, span));
    }

    @Test
    void shouldLeaveOutSizesThatDoNotNest() {
        assertThat(sizes("2m", "3m", "6m", "5m/1m").sizesMs()).containsExactly(360_000L, 120_000L, 60_000L);
        assertThat(StoredSizes.within(
                                TestMetrics.metric(List.of("1m", "2m", "5m"), false, List.of(), Optional.empty()),
                                300_000)
                        .sizesMs())
                .containsExactly(300_000L, 60_000L);
    }
}
