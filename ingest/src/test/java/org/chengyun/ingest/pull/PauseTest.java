package org.chengyun.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PauseTest {
    @Test
    void shouldWaitLongerFromFailureToFailureButNotForEver() {
        var pause = new Pause(new Random(1));
        for (long fullMs = 1_000; fullMs < 900_000; fullMs *= 2) {
            assertThat(pause.failed(null)).isBetween(Duration.ofMillis(fullMs / 2), Duration.ofMillis(fullMs));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pause.failed(null)).isBetween(Pause.LONGEST.dividedBy(2), Pause.LONGEST);
        }
        pause.worked();
        assertThat(pause.failed(null)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldWaitAsLongAsIsAskedWithinReason() {
        var pause = new Pause(new Random(1));
        assertThat(pause.failed(Duration.ofSeconds(77))).isEqualTo(Duration.ofSeconds(77));
        assertThat(pause.failed(Duration.ofSeconds(-5))).isPositive();
        assertThat(pause.failed(Duration.ofDays(365))).isEqualTo(Pause.LONGEST_ASKED);
    }
}
