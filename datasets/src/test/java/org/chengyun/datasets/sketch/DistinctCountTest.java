package org.chengyun.datasets.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistinctCountTest {
    /** Values that differ little, as those of a city do. */
    enum Values {
        COUNTED(i -> Hash64.of((double) i)),
        EVEN_MILLIONS(i -> Hash64.of(i * 2e6)),
        SPEEDS(i -> Hash64.of(i / 8.0)),
        NAMES(i -> hash("visitor-" + i)),
        ADDRESSES(i -> hash("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))),
        LONG_PATHS(i -> hash("/service/apply/form/step/confirm?case=" + i));

        @SuppressWarnings("ImmutableEnumChecker") // they keep nothing
        private final LongUnaryOperator hash;

        Values(LongUnaryOperator hash) {
            this.hash = hash;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeWithinItsErrorFromOneToAMillion(Values values) {
        byte[] registers = new byte[4096];
        int next = 1;
        for (int n = 1; n <= 1_000_000; n++) {
            long hash = values.hash.applyAsLong(n);
            int register = DistinctCount.register(hash);
            registers[register] = (byte) Math.max(registers[register], DistinctCount.rank(hash));
            if (n == next) {
                // Four standard errors: one of 15,000 honest estimates is further off, and these hashes never change.
                double allowed = Math.max(n < 100 ? 1 : 0, 4 * DistinctCount.STANDARD_ERROR * n);
                assertThat((double) DistinctCount.estimate(cells(registers)))
                        .as("%s, %d of them", values, n)
                        .isCloseTo(n, within(allowed));
                next = Math.max(n + 1, (int) (n * 1.3));
            }
        }
    }

    @Test
    void shouldHaveTheStandardErrorItStates() {
        double squares = 0;
        int trials = 300;
        int n = 50_000;
        for (int trial = 0; trial < trials; trial++) {
            byte[] registers = new byte[4096];
            for (int i = 0; i < n; i++) {
                long hash = Hash64.of(trial * 1e7 + i);
                int register = DistinctCount.register(hash);
                registers[register] = (byte) Math.max(registers[register], DistinctCount.rank(hash));
            }
            double off = DistinctCount.estimate(cells(registers)) / (double) n - 1;
            squares += off * off;
        }
        assertThat(Math.sqrt(squares / trials))
                .isCloseTo(DistinctCount.STANDARD_ERROR, within(0.15 * DistinctCount.STANDARD_ERROR));
    }

    @Test
    void shouldCountNothingAsNothing() {
        assertThat(DistinctCount.estimate(new long[0])).isZero();
    }

    @Test
    void shouldNotSeeRepetitionsNorTheOrderOfParts() {
        // Given
        IntFunction<long[]> one = i -> {
            long hash = Hash64.of(i % 700);
            return new long[] {Cells.cell(DistinctCount.register(hash), DistinctCount.rank(hash))};
        };
        List<long[]> parts =
                new ArrayList<>(IntStream.range(0, 5000).mapToObj(one).toList());
        long[] merged = Cells.merge(Sketch.DISTINCT, parts);
        // When
        Collections.reverse(parts);
        parts.addAll(parts.subList(0, 999));
        // Then
        assertThat(Cells.merge(Sketch.DISTINCT, parts)).isEqualTo(merged);
        assertThat(DistinctCount.estimate(merged)).isCloseTo(700, within(35L));
    }

    @Test
    void shouldSurviveTheRarestHashes() {
        assertThat(DistinctCount.rank(0)).isEqualTo(53);
        assertThat(DistinctCount.register(-1)).isEqualTo(4095);
        assertThat(DistinctCount.rank(-1)).isEqualTo(1);
        byte[] full = new byte[4096];
        Arrays.fill(full, (byte) 53);
        assertThat(DistinctCount.estimate(cells(full))).isGreaterThan(1L << 60);
    }

    private static long hash(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Hash64.of(utf8, 0, utf8.length);
    }

    private static long[] cells(byte[] registers) {
        return IntStream.range(0, registers.length)
                .filter(i -> registers[i] > 0)
                .mapToLong(i -> Cells.cell(i, registers[i]))
                .toArray();
    }
}
