package org.chengyun.api.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    @Test
    void shouldStartAtZeroUnlessTheValuesLieCloseTogetherFarFromIt() {
        assertThat(marks(Ticks.of(3, 100, true))).containsExactly("0", "20", "40", "60", "80", "100");
        assertThat(Ticks.of(95, 100, true).startsAtZero()).isFalse();
        assertThat(marks(Ticks.of(-12, 30, true))).containsExactly("-20", "-10", "0", "10", "20", "30");
    }

    @Test
    void shouldUseWholeStepsForCounts() {
        assertThat(marks(Ticks.of(0, 3, true))).containsExactly("0", "1", "2", "3");
        assertThat(marks(Ticks.of(0, 12, true))).doesNotContain("2.5");
    }

    @Test
    void shouldHaveAnAxisForNothingAtAll() {
        assertThat(marks(Ticks.of(0, 0, true))).containsExactly("0", "1");
        assertThat(marks(Ticks.of(0, 0, false))).isNotEmpty();
    }

    @Test
    void shouldHaveAnAxisForTheMostExtremeNumbers() {
        for (double number : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300}) {
            assertThat(Ticks.of(Math.min(0, number), Math.max(0, number), false).marks())
                    .hasSizeBetween(2, 8);
        }
        assertThat(Ticks.of(-Double.MAX_VALUE, Double.MAX_VALUE, false).marks()).hasSizeBetween(2, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldHoldEveryValueWithAHandfulOfMarks(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            double scale = Math.pow(10, random.nextInt(-12, 14));
            double one = (random.nextDouble() - 0.3) * scale;
            double other = one + random.nextDouble() * scale;
            var ticks = Ticks.of(one, other, false);
            assertThat(ticks.low()).isLessThanOrEqualTo(one + 1e-8 * scale);
            assertThat(ticks.high()).isGreaterThanOrEqualTo(other - 1e-8 * scale);
            assertThat(ticks.marks()).hasSizeBetween(2, 8);
            assertThat(ticks.marks().getFirst().doubleValue()).isCloseTo(ticks.low(), within(scale));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double scale) {
        return org.assertj.core.data.Offset.offset(1e-8 * scale + 1e-300);
    }

    private static List<String> marks(Ticks ticks) {
        return ticks.marks().stream()
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
