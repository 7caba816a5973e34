package org.chengyun.datasets.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrequentItemsTest {
    private static final int N = 200_000;

    /** What is hard for a summary of counters. */
    enum Stream {
        ALL_DIFFERENT(i -> "t" + i),
        /** Each part brings one text more often than any other, and never again. */
        ONE_PER_PART(i -> i % 2 == 0 ? "part" + i / 2000 : "t" + i),
        /** The frequent ones come last, when the counters are taken. */
        FREQUENT_LAST(i -> i < N * 9 / 10 ? "t" + i : "hot" + i % 5),
        FREQUENT_FIRST(i -> i >= N / 10 ? "t" + i : "hot" + i % 5),
        /** As often as the bound: nobody can tell them apart. */
        AT_THE_BOUND(i -> "t" + i % (FrequentItems.CAPACITY + 1)),
        EVEN(i -> "t" + i % 5000),
        HEAVY_TAIL(i -> "t" + (int) Math.pow(1.0 * N / (1 + i * 7919L % N), 1.1)),
        ONE(i -> "only");

        @SuppressWarnings("ImmutableEnumChecker") // they keep nothing
        private final IntFunction<String> text;

        Stream(IntFunction<String> text) {
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsBoundHoweverTheStreamIsCut(Stream stream) {
        for (long seed = 1; seed <= 3; seed++) {
            // Given
            var random = new Random(seed);
            Map<String, Long> exact = new HashMap<>();
            List<FrequentItems> parts = new ArrayList<>();
            for (int from = 0; from < N; ) {
                int to = Math.min(N, from + 1 + random.nextInt(4000));
                Map<String, Long> part = new HashMap<>();
                IntStream.range(from, to).mapToObj(stream.text).forEach(text -> part.merge(text, 1L, Long::sum));
                part.forEach((text, count) -> exact.merge(text, count, Long::sum));
                parts.add(FrequentItems.of(part));
                from = to;
            }
            // When merged one by one in any order, some of them together first
            while (parts.size() > 1) {
                List<FrequentItems> some = new ArrayList<>();
                for (int i = 1 + random.nextInt(Math.min(5, parts.size())); i > 0; i--) {
                    some.add(parts.remove(random.nextInt(parts.size())));
                }
                parts.add(FrequentItems.merge(some));
            }
            // Then
            assertBounds(parts.getFirst(), exact);
        }
    }

    private static void assertBounds(FrequentItems found, Map<String, Long> exact) {
        assertThat(found.n()).isEqualTo(N);
        assertThat(found.error()).isBetween(0L, (long) N / (FrequentItems.CAPACITY + 1));
        assertThat(found.items()).hasSizeLessThanOrEqualTo(FrequentItems.CAPACITY);
        assertThat(found.items()).isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
        if (exact.size() <= FrequentItems.CAPACITY) {
            assertThat(found.error()).isZero();
        }
        Map<String, Long> counters = new HashMap<>();
        for (FrequentItems.Item item : found.items()) {
            counters.put(item.text(), item.count());
            long count = exact.getOrDefault(item.text(), 0L);
            assertThat(count).isBetween(item.count(), item.count() + found.error());
            assertThat(Math.abs(found.score(item) - count)).isLessThanOrEqualTo(found.errorBound());
        }
        exact.forEach((text, count) -> {
            if (!counters.containsKey(text)) {
                assertThat(count).as("%s, not kept", text).isLessThanOrEqualTo(found.error());
            }
        });
    }

    @Test
    void shouldComeBackFromItsStoredForm() {
        FrequentItems one = FrequentItems.of(Map.of("b", 2L, "a", 2L, "c", 9L));
        FrequentItems again = FrequentItems.stored(one.texts(), one.counts(), one.error(), one.n());
        assertThat(again.items()).isEqualTo(one.items());
        assertThat(again.texts()).containsExactly("c", "a", "b");
        assertThat(again.n()).isEqualTo(13);
    }
}
