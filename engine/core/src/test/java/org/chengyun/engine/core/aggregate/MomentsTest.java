package org.chengyun.engine.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void shouldKnowNothingOfNoSamples() {
        assertThat(Moments.EMPTY.n()).isZero();
        assertThat(Moments.EMPTY.variance()).isEmpty();
        assertThat(Moments.EMPTY.min()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Moments.EMPTY.max()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shouldHaveNoVarianceBelowTwoSamples() {
        assertThat(of(42).variance()).isEmpty();
        assertThat(of(42, 42).variance()).hasValue(0);
        assertThat(of(2, 4, 4, 4, 5, 5, 7, 9).variance()).hasValueCloseTo(32.0 / 7, within(1e-14));
    }

    @Test
    void shouldRefuseWhatIsNoSample() {
        for (double sample : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Moments.EMPTY.add(sample)).hasMessageContaining(String.valueOf(sample));
        }
    }

    @Test
    void shouldRefuseImpossibleMoments() {
        assertThatThrownBy(() -> new Moments(-1, 0, 0, 0, 0, 0)).hasMessageContaining("n=-1");
        assertThatThrownBy(() -> new Moments(1, 0, 0, -0.1, 0, 0)).hasMessageContaining("m2=-0.1");
        assertThatThrownBy(() -> new Moments(1, 0, 0, Double.NaN, 0, 0)).hasMessageContaining("m2=NaN");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldMergeAsOnePassOverBothInputs(long seed) {
        // Given
        var random = new Random(seed);
        double[] samples = samples(random);
        int cut = random.nextInt(samples.length + 1);
        // When
        Moments merged = of(Arrays.copyOf(samples, cut)).merge(of(Arrays.copyOfRange(samples, cut, samples.length)));
        // Then
        assertSame(merged, of(samples));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldMergeInAnyOrderAndGrouping(long seed) {
        var random = new Random(seed);
        Moments a = of(samples(random));
        Moments b = of(samples(random));
        Moments c = of(samples(random));
        assertSame(a.merge(b), b.merge(a));
        assertSame(a.merge(b).merge(c), a.merge(b.merge(c)));
        assertSame(c.merge(a).merge(b), a.merge(b).merge(c));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldNotChangeWhenNothingIsMerged(long seed) {
        Moments some = of(samples(new Random(seed)));
        assertThat(some.merge(Moments.EMPTY)).isEqualTo(some);
        assertThat(Moments.EMPTY.merge(some)).isEqualTo(some);
        assertThat(Moments.EMPTY.merge(Moments.EMPTY)).isEqualTo(Moments.EMPTY);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldAgreeWithTwoPassesOverTheSamples(long seed) {
        double[] samples = samples(new Random(seed));
        Moments moments = of(samples);
        double mean = Arrays.stream(samples).sum() / samples.length;
        double m2 = Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
        assertThat(moments.n()).isEqualTo(samples.length);
        assertThat(moments.mean()).isCloseTo(mean, within(ROUNDING * Math.abs(moments.max())));
        assertThat(moments.m2()).isCloseTo(m2, within(1e-10 * m2));
        assertThat(moments.min()).isEqualTo(Arrays.stream(samples).min().orElseThrow());
        assertThat(moments.max()).isEqualTo(Arrays.stream(samples).max().orElseThrow());
    }

    @Test
    void shouldNotLoseTheSpreadOfMergedConstants() {
        Moments merged = Moments.EMPTY;
        for (int i = 0; i < 1_000; i++) {
            merged = merged.merge(of(1e9 + 1, 1e9 - 1));
        }
        assertThat(merged.mean()).isEqualTo(1e9);
        assertThat(merged.m2()).isEqualTo(2_000);
    }

    /** Around a random level, so that the digits of the mean cancel in the spread. */
    private static double[] samples(Random random) {
        double level = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000);
        return random.doubles(2 + random.nextInt(2_000), level, level + 130).toArray();
    }

    private static Moments of(double... samples) {
        Moments moments = Moments.EMPTY;
        for (double sample : samples) {
            moments = moments.add(sample);
        }
        return moments;
    }

    private static void assertSame(Moments actual, Moments expected) {
        assertThat(actual.n()).isEqualTo(expected.n());
        assertThat(actual.min()).isEqualTo(expected.min());
        assertThat(actual.max()).isEqualTo(expected.max());
        assertThat(actual.sum()).isCloseTo(expected.sum(), within(ROUNDING * Math.abs(expected.sum())));
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(ROUNDING * Math.abs(expected.mean())));
        assertThat(actual.m2()).isCloseTo(expected.m2(), within(1e-10 * expected.m2()));
    }
}
