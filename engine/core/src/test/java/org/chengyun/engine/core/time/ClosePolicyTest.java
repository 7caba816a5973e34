package org.chengyun.engine.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosePolicyTest {
    private static final long NONE = PartitionProgress.NONE;
    private static final ClosePolicy POLICY = new ClosePolicy(3_600_000, 2_000, 10_000);
    private static final long SLICE = 60_000;

    /** Times around 2026-11-21T00:00Z, in ms after it; input that never pauses and a close a second ago. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "same slice,                          60000,  119999, false",
        "reaches the end of the slice,        60000,  120000, true",
        "from inside the slice to its end,    90000,  120000, true",
        "several slices at once,              60000,  900000, true",
        "does not move,                      120000,  120000, false",
        "would go back,                      120000,   30000, false",
    })
    void shouldCloseLiveInputWhenTheWatermarkPassesTheEndOfASlice(
            String what, long closedMs, long watermarkMs, boolean expected) {
        long midnightMs = 1_795_219_200_000L;
        assertThat(POLICY.shouldClose(
                        midnightMs + closedMs, midnightMs + watermarkMs, SLICE, midnightMs + 900_000, 0, 1_000))
                .isEqualTo(expected);
    }

    @Test
    void shouldCloseAtTheFirstWatermarkAndNeverWithoutOne() {
        assertThat(POLICY.shouldClose(NONE, 5, SLICE, 10, 0, 0)).isTrue();
        assertThat(POLICY.shouldClose(NONE, NONE, SLICE, 10, 5_000, 60_000)).isFalse();
    }

    @Test
    void shouldCutSlicesTheSameWayBefore1970() {
        assertThat(POLICY.shouldClose(-60_000, -1, SLICE, 0, 0, 0)).isFalse();
        assertThat(POLICY.shouldClose(-1, 0, SLICE, 0, 0, 0)).isTrue();
        assertThat(POLICY.shouldClose(-60_001, -60_000, SLICE, 0, 0, 0)).isTrue();
    }

    /** A watermark a day behind the clock that crossed a slice. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "still coming,                   0,     0, false",
        "a short pause,               1999,  9999, false",
        "settled,                     2000,     0, true",
        "waited long enough,             0, 10000, true",
    })
    void shouldLetHistorySettleButNotForEver(String what, long silentMs, long sinceLastCloseMs, boolean expected) {
        long nowMs = 86_400_000L * 365;
        assertThat(POLICY.shouldClose(0, 60_000, SLICE, nowMs, silentMs, sinceLastCloseMs))
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeAWatermarkForLiveUpToItsDistanceFromTheClock() {
        assertThat(POLICY.shouldClose(0, 60_000, SLICE, 60_000 + 3_600_000, 0, 0))
                .isTrue();
        assertThat(POLICY.shouldClose(0, 60_000, SLICE, 60_000 + 3_600_001, 0, 0))
                .isFalse();
        assertThat(POLICY.shouldClose(0, 60_000, SLICE, 0, 0, 0))
                .as("ahead of the clock")
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldCloseEverySliceExactlyOnceHoweverTheWatermarkSteps(long seed) {
        // Given
        var random = new Random(seed);
        long startMs = random.nextLong(-10_000_000, 10_000_000);
        long closedMs = startMs;
        long watermarkMs = startMs;
        long slicesClosed = 0;
        // When
        for (int step = 0; step < 5_000; step++) {
            watermarkMs += random.nextInt(50_000);
            if (POLICY.shouldClose(closedMs, watermarkMs, SLICE, watermarkMs, 0, 0)) {
                slicesClosed += Math.floorDiv(watermarkMs, SLICE) - Math.floorDiv(closedMs, SLICE);
                closedMs = watermarkMs;
            }
        }
        // Then
        assertThat(slicesClosed).isEqualTo(Math.floorDiv(watermarkMs, SLICE) - Math.floorDiv(startMs, SLICE));
    }
}
