package org.chengyun.engine.core.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chengyun.engine.core.commit.Settlement.COMMITTED;
import static org.chengyun.engine.core.commit.Settlement.FENCED;
import static org.chengyun.engine.core.commit.Settlement.NOT_COMMITTED;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {
    private static final Map<Integer, OffsetRange> BATCH =
            Map.of(0, new OffsetRange(10, 15, 1_000), 3, new OffsetRange(1_000, 1_400, 1_000));

    @Test
    void shouldSeeACommitThatWentThrough() {
        assertThat(Settlement.of(BATCH, Map.of(0, 15L, 3, 1_400L))).isEqualTo(COMMITTED);
    }

    @Test
    void shouldSeeACommitThatDidNotHappen() {
        assertThat(Settlement.of(BATCH, Map.of(0, 10L, 3, 1_000L))).isEqualTo(NOT_COMMITTED);
    }

    @Test
    void shouldLookAtThePartitionsOfTheBatchOnly() {
        assertThat(Settlement.of(BATCH, Map.of(0, 15L, 3, 1_400L, 7, 99L))).isEqualTo(COMMITTED);
        assertThat(Settlement.of(BATCH, Map.of(0, 10L, 3, 1_000L, 7, 99L))).isEqualTo(NOT_COMMITTED);
    }

    @Test
    void shouldFenceWhateverNeitherHappenedNorDidNot() {
        assertThat(Settlement.of(BATCH, Map.of(0, 15L, 3, 1_000L)))
                .as("one of two")
                .isEqualTo(FENCED);
        assertThat(Settlement.of(BATCH, Map.of(0, 12L, 3, 1_200L)))
                .as("in the middle")
                .isEqualTo(FENCED);
        assertThat(Settlement.of(BATCH, Map.of(0, 20L, 3, 1_400L))).as("beyond").isEqualTo(FENCED);
        assertThat(Settlement.of(BATCH, Map.of(0, 9L, 3, 1_000L))).as("before").isEqualTo(FENCED);
        assertThat(Settlement.of(BATCH, Map.of(0, 15L))).as("a row is gone").isEqualTo(FENCED);
        assertThat(Settlement.of(BATCH, Map.of())).as("all rows are gone").isEqualTo(FENCED);
    }

    @Test
    void shouldAllowAPartitionThatOnlyTakesPart() {
        var batch = Map.of(0, new OffsetRange(10, 15, 1), 1, new OffsetRange(7, 7, 1));
        assertThat(Settlement.of(batch, Map.of(0, 15L, 1, 7L))).isEqualTo(COMMITTED);
        assertThat(Settlement.of(batch, Map.of(0, 10L, 1, 7L))).isEqualTo(NOT_COMMITTED);
        assertThat(Settlement.of(batch, Map.of(0, 10L, 1, 8L))).isEqualTo(FENCED);
    }

    @Test
    void shouldRefuseABatchWithoutPartitions() {
        assertThatThrownBy(() -> Settlement.of(Map.of(), Map.of(0, 1L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseARangeThatIsNone() {
        assertThatThrownBy(() -> new OffsetRange(5, 4, 0)).hasMessageContaining("[5, 4)");
        assertThatThrownBy(() -> new OffsetRange(-1, 4, 0)).hasMessageContaining("[-1, 4)");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldTellWhatASimulatedDatabaseDid(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            // Given
            Map<Integer, OffsetRange> batch = new HashMap<>();
            Map<Integer, Long> stored = new HashMap<>();
            for (int p = random.nextInt(4); p >= 0; p--) {
                // offsets beyond the cache of small boxed numbers: an identity comparison would show
                long from = random.nextLong(1L << 40);
                batch.put(p, new OffsetRange(from, from + 1 + random.nextInt(500), 0));
                stored.put(p, from);
            }
            // When
            Settlement done = List.of(Settlement.values()).get(random.nextInt(3));
            switch (done) {
                case NOT_COMMITTED -> {}
                case COMMITTED -> batch.forEach((p, range) -> stored.put(p, range.to()));
                case FENCED ->
                    stored.put(
                            0, batch.getOrDefault(0, new OffsetRange(0, 0, 0)).to() + 1);
            }
            // Then
            assertThat(Settlement.of(batch, stored)).isEqualTo(done);
        }
    }
}
