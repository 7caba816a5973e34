package org.chengyun.datasets.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueHistogramTest {
    private static final int[] SHARES = {1, 10, 100, 700, 1500, 2500, 5000, 7500, 8500, 9000, 9500, 9900, 9990, 9999};
    private static final int N = 20_000;

    /** Streams that sketches which sample, or which adapt to what came first, have trouble with. */
    enum Stream {
        RISING(i -> i),
        FALLING(i -> N - i),
        CONSTANT(i -> 42.125),
        ZERO(i -> 0),
        TWO_POINTS(i -> i % 2 == 0 ? -1e-3 : 1e9),
        RARE_EXTREMES(i -> i % 997 == 0 ? 1e12 + i : 1 + i / 1e6),
        HEAVY_TAIL(i -> Math.pow(1 - (i + 0.5) / N, -1.5)),
        HUGE(i -> 1e300 * (1 + i)),
        TINY(i -> Double.MIN_NORMAL * (1 + i / 7.0)),
        NEGATIVE(i -> -Math.exp(i / 1000.0)),
        AROUND_ZERO(i -> (i - N / 2) * 0.37),
        ALTERNATING_SCALES(i -> Math.scalb(1.0 + i / (double) N, i % 1000 - 500)),
        /** Each value at the very end of a bucket. */
        UPPER_ENDS(i -> Math.nextDown(1.0 + (1 + i % 64) / 64.0) * (1 << i % 10));

        @SuppressWarnings("ImmutableEnumChecker") // they keep nothing
        private final IntToDoubleFunction value;

        Stream(IntToDoubleFunction value) {
            this.value = value;
        }

        double[] take() {
            return IntStream.range(0, N).mapToDouble(value).toArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeWithinTheBoundOfTheExactPercentile(Stream stream) {
        // Given
        double[] values = stream.take();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long[] cells = cells(values);
        for (int share : SHARES) {
            // When
            double found = ValueHistogram.percentile(cells, share, sorted[0], sorted[N - 1]);
            // Then
            double exact = sorted[(int) Math.ceilDiv((long) N * share, 10_000) - 1];
            assertThat(found)
                    .as("%s at %s", stream, share)
                    .isCloseTo(exact, within(Math.abs(exact) * ValueHistogram.ERROR_BOUND));
        }
    }

    @Test
    void shouldBeExactAboutSubnormalsToTheirLastBits() {
        double[] values = {Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL / 3, -Double.MIN_NORMAL / 1000};
        for (double value : values) {
            double middle = ValueHistogram.middle(ValueHistogram.bucket(value));
            assertThat(middle).isCloseTo(value, within(Math.scalb(1.0, -1022) / 64));
        }
    }

    @Test
    void shouldReachTheBoundButNeverPassIt() {
        var random = new Random(7);
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++) {
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(600) - 300) * (i % 2 == 0 ? 1 : -1);
            double middle = ValueHistogram.middle(ValueHistogram.bucket(value));
            worst = Math.max(worst, Math.abs(middle - value) / Math.abs(value));
        }
        assertThat(worst).isBetween(ValueHistogram.ERROR_BOUND * 0.98, ValueHistogram.ERROR_BOUND);
    }

    @Test
    void shouldKeepTheOrderOfValues() {
        var random = new Random(11);
        double[] values = random.doubles(10_000, -1, 1)
                .map(x -> Math.scalb(x, random.nextInt(2000) - 1000))
                .toArray();
        Arrays.sort(values);
        int[] buckets = Arrays.stream(values).mapToInt(ValueHistogram::bucket).toArray();
        assertThat(buckets).isSorted();
        assertThat(ValueHistogram.bucket(-0.0)).isEqualTo(ValueHistogram.bucket(0.0));
    }

    @Test
    void shouldMergeAsOnePassInAnyOrder() {
        // Given
        var random = new Random(3);
        double[] values = random.doubles(10_000, -50, 130).toArray();
        List<long[]> parts = new ArrayList<>();
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + 1 + random.nextInt(500));
            parts.add(cells(Arrays.copyOfRange(values, from, to)));
            from = to;
        }
        Collections.shuffle(parts, random);
        // When
        long[] merged = Cells.merge(Sketch.HISTOGRAM, parts);
        // Then
        assertThat(merged).isEqualTo(cells(values));
    }

    @Test
    void shouldNotAnswerForNothing() {
        assertThatThrownBy(() -> ValueHistogram.percentile(new long[0], 5000, 0, 0))
                .hasMessageContaining("without values");
    }

    private static long[] cells(double[] values) {
        return Cells.merge(
                Sketch.HISTOGRAM,
                Arrays.stream(values)
                        .mapToObj(value -> new long[] {Cells.cell(ValueHistogram.bucket(value), 1)})
                        .toList());
    }
}
