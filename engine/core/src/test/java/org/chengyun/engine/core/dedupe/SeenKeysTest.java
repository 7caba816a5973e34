package org.chengyun.engine.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenKeysTest {
    private static final long WITHIN_MS = 900_000;

    /** The rule in the plainest way: a map of what was counted, looked through at every reading. */
    private static final class Naive {
        private final Map<List<Long>, Long> counted = new LinkedHashMap<>();
        private long newestMs = NONE;

        Sighting see(long first, long second, long eventTimeMs) {
            newestMs = Math.max(newestMs, eventTimeMs);
            counted.values().removeIf(timeMs -> timeMs < newestMs - WITHIN_MS);
            if (eventTimeMs < newestMs - WITHIN_MS) {
                return Sighting.UNCHECKED;
            }
            return counted.putIfAbsent(List.of(first, second), eventTimeMs) == null
                    ? Sighting.FIRST
                    : Sighting.REPEATED;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDecideAsAMapDoesAcrossRestarts(long seed) {
        var random = new Random(seed);
        var naive = new Naive();
        var keys = new SeenKeys(WITHIN_MS, NONE);
        var batch = new KeyBlock.Builder();
        List<KeyBlock> stored = new ArrayList<>();
        Map<Sighting, Integer> seen = new EnumMap<>(Sighting.class);
        long nowMs = random.nextBoolean() ? 0 : 1_772_359_200_000L;
        // Some keys have one event time only, others come again with another.
        boolean isOfTime = random.nextBoolean();
        for (int i = 0; i < 20_000; i++) {
            nowMs += random.nextInt(1_000) == 0 ? random.nextInt(2_000_000) : random.nextInt(4_000);
            long lateMs = random.nextInt(random.nextInt(20) == 0 ? 2_000_000 : 200_000);
            long eventTimeMs = Math.max(0, nowMs - lateMs) / 10_000 * 10_000;
            long first = random.nextInt(40);
            long second = isOfTime ? eventTimeMs : random.nextInt(3);
            Sighting sighting = keys.see(first, second, eventTimeMs);
            assertThat(sighting).as("reading %d", i).isEqualTo(naive.see(first, second, eventTimeMs));
            seen.merge(sighting, 1, Integer::sum);
            if (sighting == Sighting.FIRST) {
                batch.add(first, second, eventTimeMs);
            }
            if (random.nextInt(50) == 0) {
                stored.add(batch.take(keys.horizonMs()));
                long horizonMs = keys.horizonMs();
                stored.removeIf(block -> block.newestMs() < horizonMs);
            }
            if (random.nextInt(500) == 0) {
                stored.add(batch.take(keys.horizonMs()));
                keys = restored(stored, naive.newestMs, random);
            }
        }
        assertThat(seen).containsKeys(Sighting.values());
    }

    private static SeenKeys restored(List<KeyBlock> stored, long newestMs, Random random) {
        var keys = new SeenKeys(WITHIN_MS, newestMs);
        List<KeyBlock> shuffled = new ArrayList<>(stored);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(block -> block.restoreTo(keys));
        return keys;
    }

    @Test
    void shouldKnowAReadingAtTheHorizonAndNoneBehindIt() {
        var keys = new SeenKeys(1_000, NONE);
        assertThat(keys.see(1, 1, 5_000)).isEqualTo(Sighting.FIRST);
        assertThat(keys.see(2, 2, 6_000)).isEqualTo(Sighting.FIRST);
        assertThat(keys.see(1, 1, 5_000)).isEqualTo(Sighting.REPEATED);
        assertThat(keys.see(3, 3, 6_001)).isEqualTo(Sighting.FIRST);
        assertThat(keys.see(1, 1, 5_000)).isEqualTo(Sighting.UNCHECKED);
        assertThat(keys.see(1, 1, 5_001)).isEqualTo(Sighting.FIRST);
    }

    @Test
    void shouldHoldAsMuchMemoryAsTheHorizonHasKeys() {
        var random = new Random(3);
        var keys = new SeenKeys(100_000, NONE);
        long most = 0;
        for (int i = 0; i < 2_000_000; i++) {
            keys.see(random.nextLong(), random.nextLong(), i);
            most = Math.max(most, keys.bytes());
        }
        // 24 bytes a slot, and twice as many slots as keys when it was cleared up.
        assertThat(most).isBetween(100_000 * 24L, 100_000 * 49L);

        // When all of them fall behind the horizon
        for (int i = 0; i < 200_000; i++) {
            keys.see(random.nextLong(), random.nextLong(), 1_000_000_000L + 1_000_000L * i);
        }
        assertThat(keys.bytes()).isLessThan(2_000);
    }
}
