package org.chengyun.engine.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final StatRow ROW = new StatRow("S1", 60_000, 3, 50, 4, 48, 52);

    @Test
    void shouldAcceptWhatDiffersInTheLastDigitsOnly() {
        var comparison = Comparison.stats("Q1", List.of(ROW));
        comparison.add(new StatRow("S1", 60_000, 3, 50 * (1 + 1e-12), 4 * (1 - 1e-10), 48, 52));
        assertThat(comparison.verdict().isRight()).isTrue();
        assertThat(comparison.verdict().worst()).isBetween(0.9e-10, 1.1e-10);
    }

    @Test
    void shouldRejectAnyWrongFigure() {
        for (StatRow wrong : List.of(
                new StatRow("S1", 60_000, 4, 50, 4, 48, 52),
                new StatRow("S1", 60_000, 3, 50.0001, 4, 48, 52),
                new StatRow("S1", 60_000, 3, 50, 4.0001, 48, 52),
                new StatRow("S1", 60_000, 3, 50, Double.NaN, 48, 52),
                new StatRow("S1", 60_000, 3, 50, 4, 47, 52),
                new StatRow("S1", 60_000, 3, 50, 4, 48, 53))) {
            var comparison = Comparison.stats("Q1", List.of(ROW));
            comparison.add(wrong);
            assertThat(comparison.verdict().wrong()).as("%s", wrong).isEqualTo(1);
        }
    }

    @Test
    void shouldMissRowsAndFindRowsThatShouldNotBe() {
        var comparison = Comparison.stats("Q1", List.of(ROW));
        comparison.add(new StatRow("S2", 60_000, 3, 50, 4, 48, 52));
        assertThat(comparison.verdict().wrong()).isEqualTo(1);
        assertThat(comparison.verdict().missing()).isEqualTo(1);
    }

    @Test
    void shouldRejectASwappedRanking() {
        var comparison = Comparison.tops("Q3", List.of(new TopRow(0, 1, "R1", 9), new TopRow(0, 2, "R2", 8)));
        comparison.add(new TopRow(0, 1, "R2", 8));
        comparison.add(new TopRow(0, 2, "R1", 9));
        assertThat(comparison.verdict().wrong()).isEqualTo(2);
    }
}
