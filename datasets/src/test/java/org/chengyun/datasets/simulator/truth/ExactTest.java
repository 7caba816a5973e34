package org.chengyun.datasets.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTest {
    private static final MathContext DIGITS = new MathContext(60);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldAgreeWithTwoPassesInDecimal(long seed) {
        var random = new Random(seed);
        long[] values = random.longs(1_000, -3_000_000_000L, 3_000_000_000L).toArray();
        var exact = new Exact();
        for (long value : values) {
            exact.add(value);
        }

        BigDecimal mean = BigDecimal.ZERO;
        for (long value : values) {
            mean = mean.add(BigDecimal.valueOf(value, 1));
        }
        BigDecimal sum = mean;
        mean = mean.divide(BigDecimal.valueOf(values.length), DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (long value : values) {
            BigDecimal off = BigDecimal.valueOf(value, 1).subtract(mean);
            squares = squares.add(off.multiply(off));
        }
        assertThat(new BigDecimal(exact.sum(10))).isEqualByComparingTo(sum);
        assertThat(exact.mean(10)).isEqualTo(mean.doubleValue());
        assertThat(exact.variance(10))
                .isEqualTo(squares.divide(BigDecimal.valueOf(values.length - 1), DIGITS)
                        .doubleValue());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldTakeAPartAwayAgain(long seed) {
        var random = new Random(seed);
        var all = new Exact();
        var part = new Exact();
        var rest = new Exact();
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong(3_000_000_000L);
            all.add(value);
            (random.nextInt(5) == 0 ? part : rest).add(value);
        }

        Exact left = all.minus(part);

        assertThat(left.count()).isEqualTo(rest.count());
        assertThat(left.sum(1)).isEqualTo(rest.sum(1));
        assertThat(left.variance(1)).isEqualTo(rest.variance(1));
    }

    @Test
    void shouldHaveNoMeanWithoutValuesAndNoVarianceOfOne() {
        var exact = new Exact();
        assertThat(exact.mean(1)).isNull();
        assertThat(exact.sum(1)).isEmpty();
        assertThat(exact.min(1)).isNull();

        exact.add(437);

        assertThat(exact.mean(10)).isEqualTo(43.7);
        assertThat(exact.min(10)).isEqualTo(43.7);
        assertThat(exact.max(10)).isEqualTo(43.7);
        assertThat(exact.sum(10)).isEqualTo("43.7");
        assertThat(exact.variance(10)).isNull();
    }

    @Test
    void shouldRefuseWhatItCannotSquare() {
        assertThatThrownBy(() -> new Exact().add(4_000_000_000L)).isInstanceOf(IllegalArgumentException.class);
    }
}
