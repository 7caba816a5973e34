package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.chengyun.engine.core.aggregate.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTableTest {
    private record Key(int series, long startMs) {}

    private final SliceTable table = new SliceTable(2);
    private final MetricDeltas deltas = new MetricDeltas(table, 1);
    private final MetricDeltas other = new MetricDeltas(table, 0);

    private void add(int series, long startMs, double sample, boolean late) {
        table.add(table.row(series, startMs), 1, sample, late);
    }

    private void count(int series, long startMs, boolean late) {
        table.count(table.row(series, startMs), 1, late);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldHoldTheSameAsMomentsInOnePassWhileItGrowsAndIsUsedAgain(long seed) {
        var random = new Random(seed);
        for (int batch = 0; batch < 5; batch++) {
            // Given
            int series = 1 + random.nextInt(2_000);
            int slices = 1 + random.nextInt(20);
            Map<Key, Moments> expected = new HashMap<>();
            Map<Key, Long> late = new HashMap<>();
            // When
            for (int i = 0; i < 50_000; i++) {
                var key = new Key(random.nextInt(series), (random.nextInt(slices) - slices / 2) * 60_000L);
                double sample = random.nextGaussian() * 10 + 1_000;
                boolean isLate = random.nextInt(10) == 0;
                add(key.series, key.startMs, sample, isLate);
                expected.merge(key, Moments.EMPTY.add(sample), (before, one) -> before.add(sample));
                late.merge(key, isLate ? 1L : 0L, Long::sum);
            }
            // Then
            assertThat(momentsByKey())
                    .as("the same arithmetic, to the last bit")
                    .isEqualTo(expected);
            for (int i = 0; i < table.size(); i++) {
                assertThat(deltas.late(i)).isEqualTo(late.get(key(i)));
            }
            table.clear();
            assertThat(table.size()).isZero();
        }
    }

    @Test
    void shouldCountObservationsWithoutAValue() {
        count(3, -60_000, false);
        count(3, -60_000, true);
        count(4, -60_000, true);
        assertThat(table.size()).isEqualTo(2);
        assertThat(key(0)).isEqualTo(new Key(3, -60_000));
        assertThat(deltas.moments(0).n()).isEqualTo(2);
        assertThat(deltas.late(0)).isEqualTo(1);
        assertThat(deltas.moments(1).n()).isEqualTo(1);
        assertThat(deltas.late(1)).isEqualTo(1);
    }

    @Test
    void shouldKeepTheMeasuresOfARowApart() {
        add(3, 0, 10, true);
        table.add(table.row(3, 0), 0, 7, false);
        table.add(table.row(3, 0), 0, 8, false);
        count(4, 0, false);

        assertThat(table.size()).isEqualTo(2);
        assertThat(table.filled()).isEqualTo(3);
        assertThat(deltas.moments(0)).isEqualTo(Moments.EMPTY.add(10));
        assertThat(deltas.late(0)).isEqualTo(1);
        assertThat(other.moments(0)).isEqualTo(Moments.EMPTY.add(7).add(8));
        assertThat(other.late(0)).isZero();
        assertThat(other.n(1)).isZero();
    }

    @Test
    void shouldKeepTheOrderOfFirstSightThroughGrowth() {
        for (int i = 0; i < 10_000; i++) {
            count(9_999 - i, 0, false);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(deltas.series(i)).isEqualTo(9_999 - i);
        }
    }

    @Test
    void shouldForgetABurstAndGoOn() {
        for (int i = 0; i < 300_000; i++) {
            add(i, 60_000, i, true);
        }
        assertThat(table.size()).isEqualTo(300_000);
        table.clear();
        for (int i = 0; i < 1_000; i++) {
            add(i, 60_000, 7, false);
        }
        assertThat(table.size()).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(deltas.moments(i)).isEqualTo(Moments.EMPTY.add(7));
            assertThat(deltas.late(i)).isZero();
        }
    }

    /**
     * Entries looked at per search when the table is filled as batches fill it: dense series times a run of slices. At the
     * load of at most a half, perfect chance looks at 1.5.
     */
    @ParameterizedTest(name = "{0} series, {1} slices of {2} ms")
    @CsvSource({
        "1,      256,   1000",
        "1,      256,   86400000",
        "1,      10000, 86400000",
        "1,      500000, 60000",
        "4,      60,    86400000",
        "16,     1440,  60000",
        "300,    1440,  1000",
        "300,    1440,  60000",
        "256,    4096,  1000",
        "2000,   2,     60000",
        "2000,   240,   86400000",
        "2000,   240,   3600000",
        "100000, 10,    3600000",
        "500000, 1,     3600000",
    })
    void shouldFindSlicesInFewSteps(int series, int slices, long sliceMs) {
        // Given
        int capacity = 512;
        while (capacity < series * slices * 2) {
            capacity *= 2;
        }
        boolean[] taken = new boolean[capacity];
        long steps = 0;
        // When
        for (long slice = 0; slice < slices; slice++) {
            for (int s = 0; s < series; s++) {
                int slot = SliceTable.hash(s, 1_795_219_200_000L + slice * sliceMs) & (capacity - 1);
                for (steps++; taken[slot]; steps++) {
                    slot = (slot + 1) & (capacity - 1);
                }
                taken[slot] = true;
            }
        }
        // Then
        assertThat((double) steps / series / slices).isLessThan(1.7);
    }

    private Map<Key, Moments> momentsByKey() {
        Map<Key, Moments> all = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            assertThat(all.put(key(i), deltas.moments(i))).as("one row per key").isNull();
        }
        return all;
    }

    private Key key(int index) {
        return new Key(deltas.series(index), deltas.sliceStartMs(index));
    }
}
