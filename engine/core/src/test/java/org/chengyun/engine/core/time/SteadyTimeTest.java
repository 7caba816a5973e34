package org.chengyun.engine.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private static final long START_MS = 1_795_219_200_000L;
    private static final long HOUR_MS = 3_600_000;

    private final SteadyTime time = new SteadyTime();

    /** @param offMs how wrong the clock is */
    private long at(long secondsLater, long offMs) {
        return time.nowMs(START_MS + secondsLater * 1_000 + offMs, 77 + secondsLater * 1_000_000_000);
    }

    @Test
    void shouldFollowAClockThatIsCorrectedALittle() {
        assertThat(at(0, 0)).isEqualTo(START_MS);
        assertThat(at(10, -900)).isEqualTo(START_MS + 9_100);
        assertThat(at(20, 400)).isEqualTo(START_MS + 20_400);
        assertThat(time.heldMs()).isZero();
    }

    @Test
    void shouldGoOnWhenTheClockJumpsBackAndReturns() {
        at(0, 0);
        assertThat(at(1, -3 * HOUR_MS)).isEqualTo(START_MS + 1_000);
        assertThat(at(200, -3 * HOUR_MS)).isEqualTo(START_MS + 200_000);
        assertThat(time.heldMs()).isEqualTo(3 * HOUR_MS);
        assertThat(at(201, 0)).isEqualTo(START_MS + 201_000);
        assertThat(time.heldMs()).isZero();
        // And the next jump has its own five minutes.
        assertThat(at(400, -3 * HOUR_MS)).isEqualTo(START_MS + 400_000);
    }

    @Test
    void shouldBelieveAClockThatStaysBack() {
        at(0, 0);
        at(1, -HOUR_MS);
        assertThat(at(300, -HOUR_MS)).isEqualTo(START_MS + 300_000);
        assertThat(at(301, -HOUR_MS)).isEqualTo(START_MS + 301_000 - HOUR_MS);
        assertThat(at(302, -HOUR_MS)).isEqualTo(START_MS + 302_000 - HOUR_MS);
        assertThat(time.heldMs()).isZero();
    }

    @Test
    void shouldBelieveAClockThatJumpsForwardAtOnce() {
        at(0, 0);
        assertThat(at(1, 5 * HOUR_MS)).isEqualTo(START_MS + 1_000 + 5 * HOUR_MS);
        // Back where it was: held, and nothing looks as if it came from the future.
        assertThat(at(2, 0)).isEqualTo(START_MS + 2_000 + 5 * HOUR_MS);
        assertThat(at(302, 0)).isEqualTo(START_MS + 302_000);
    }
}
