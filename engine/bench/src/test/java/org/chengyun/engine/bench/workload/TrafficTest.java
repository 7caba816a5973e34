package org.chengyun.engine.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {
    private static final int EVENTS = 100_000;

    @Test
    void shouldGiveTheSameEventsForTheSameSeedForEver() {
        var traffic = new Traffic(1, EVENTS, Traffic.SENSORS, false);
        long hash = 17;
        for (long i = 0; i < EVENTS; i++) {
            hash = hash * 31 + traffic.eventTimeMs(i);
            hash = hash * 31 + traffic.sensor(i);
            hash = hash * 31 + traffic.speedTenths(i);
            hash = hash * 31 + traffic.volume(i);
            hash = hash * 31 + traffic.occupancyHundredths(i);
        }
        // Loaded topics are used again by their names: whoever changes the generator must change the names, too.
        assertThat(hash).isEqualTo(-2660293449068349405L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldDelayOneInAHundredByAMinuteAtMost(long seed) {
        var traffic = new Traffic(seed, EVENTS, Traffic.SENSORS, false);
        long[] delays = delays(traffic);
        assertThat(LongStream.of(delays).filter(delay -> delay > 0).count()).isBetween(900L, 1_100L);
        assertThat(LongStream.of(delays)).allMatch(delay -> delay >= 0 && delay <= 60_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldDelayOneInAThousandBeyondTheWatermarkWhenAsked(long seed) {
        var traffic = new Traffic(seed, EVENTS, Traffic.SENSORS, true);
        assertThat(LongStream.of(delays(traffic))
                        .filter(delay -> delay > 120_000)
                        .count())
                .isBetween(60L, 140L);
    }

    private static long[] delays(Traffic traffic) {
        return LongStream.range(0, EVENTS)
                .map(i -> Traffic.START_MS + i * Traffic.SPAN_MS / EVENTS - traffic.eventTimeMs(i))
                .toArray();
    }

    @Test
    void shouldKeepEveryValueInItsRange() {
        var traffic = new Traffic(4, EVENTS, Traffic.SENSORS, false);
        for (long i = 0; i < EVENTS; i++) {
            assertThat(traffic.sensor(i)).isBetween(0, Traffic.SENSORS - 1);
            assertThat(traffic.speedTenths(i)).isBetween(0, 2_500);
            assertThat(traffic.volume(i)).isBetween(0, 31);
            assertThat(traffic.occupancyHundredths(i)).isBetween(0, 99);
        }
    }
}
