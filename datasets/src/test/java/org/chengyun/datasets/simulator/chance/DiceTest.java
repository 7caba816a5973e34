package org.chengyun.datasets.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiceTest {
    private static final int ROLLS = 100_000;

    /** Whoever changes the hash changes every simulated city: these numbers must stay. */
    @Test
    void shouldRollTheSameForEver() {
        var dice = new Dice(42, "traffic.readings");

        assertThat(dice.roll(0, 0)).isEqualTo(-6073706489485299767L);
        assertThat(dice.roll(1999, 29_724_480)).isEqualTo(-1763204355180633815L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, 7, Long.MAX_VALUE})
    void shouldSpreadEvenlyOverEntitiesAndSlots(long seed) {
        var dice = new Dice(seed, "x");
        int[] byEntity = new int[20];
        int[] bySlot = new int[20];
        for (int i = 0; i < ROLLS; i++) {
            byEntity[Dice.below(dice.roll(i, 3), 20)]++;
            bySlot[Dice.below(Dice.part(dice.roll(3, i), 5), 20)]++;
        }
        // Five standard deviations.
        double spread = 5 * Math.sqrt(ROLLS / 20.0);
        assertThat(byEntity).satisfies(counts -> assertEven(counts, spread));
        assertThat(bySlot).satisfies(counts -> assertEven(counts, spread));
    }

    private static void assertEven(int[] counts, double spread) {
        for (int count : counts) {
            assertThat((double) count).isCloseTo(ROLLS / 20.0, within(spread));
        }
    }

    @Test
    void shouldTellEntitiesSlotsStreamsAndSeedsApart() {
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            for (String stream : new String[] {"a", "b", "ab", "ba"}) {
                for (long entity = 0; entity < 30; entity++) {
                    for (long slot = 0; slot < 30; slot++) {
                        seen.add(new Dice(seed, stream).roll(entity, slot));
                    }
                }
            }
        }

        assertThat(seen).hasSize(4 * 4 * 30 * 30);
    }

    @ParameterizedTest(name = "mean {0}")
    @ValueSource(doubles = {0.01, 0.7, 3, 20, 39, 60, 900})
    void shouldCountWithMeanAndVarianceOfPoisson(double mean) {
        var dice = new Dice(5, "poisson");
        double[] counts = LongStream.range(0, ROLLS)
                .mapToDouble(i -> Dice.poisson(dice.roll(i, 0), mean))
                .toArray();

        assertThat(mean(counts)).isCloseTo(mean, within(5 * Math.sqrt(mean / ROLLS)));
        assertThat(variance(counts)).isCloseTo(mean, within(0.05 * mean));
    }

    @Test
    void shouldDrawNormally() {
        var dice = new Dice(5, "normal");
        double[] drawn = LongStream.range(0, ROLLS)
                .mapToDouble(i -> Dice.normal(dice.roll(i, 0)))
                .toArray();

        assertThat(mean(drawn)).isCloseTo(0, within(0.02));
        assertThat(variance(drawn)).isCloseTo(1, within(0.02));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
