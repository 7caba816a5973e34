package org.chengyun.engine.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkRuleTest {
    private static final WatermarkRule RULE = new WatermarkRule(120, 10);

    @Test
    void shouldStayUnknownWithoutAnyInput() {
        assertThat(RULE.advance(NONE, List.of())).isEqualTo(NONE);
        assertThat(RULE.advance(NONE, List.of(active(NONE), idle(NONE)))).isEqualTo(NONE);
    }

    @Test
    void shouldTrailTheNewestEventByTheAllowedLateness() {
        assertThat(RULE.advance(NONE, List.of(active(1000)))).isEqualTo(880);
        assertThat(RULE.advance(NONE, List.of(active(0)))).isEqualTo(-120);
        assertThat(RULE.advance(NONE, List.of(active(-500)))).isEqualTo(-620);
    }

    @Test
    void shouldFollowTheSlowestActivePartition() {
        assertThat(RULE.advance(NONE, List.of(active(1000), active(700), active(5000))))
                .isEqualTo(580);
    }

    @Test
    void shouldWaitForAnActivePartitionThatBroughtNothingYet() {
        assertThat(RULE.advance(NONE, List.of(active(1000), active(NONE)))).isEqualTo(NONE);
        assertThat(RULE.advance(500, List.of(active(1000), active(NONE)))).isEqualTo(500);
    }

    @Test
    void shouldNotWaitForIdlePartitions() {
        assertThat(RULE.advance(NONE, List.of(active(1000), idle(700), idle(NONE))))
                .isEqualTo(880);
    }

    @Test
    void shouldNotRunAheadOfTheActiveOnesBecauseOfAnIdleOne() {
        assertThat(RULE.advance(NONE, List.of(active(1000), idle(9000)))).isEqualTo(880);
    }

    @Test
    void shouldTakeTheHighestWhenAllAreIdle() {
        assertThat(RULE.advance(NONE, List.of(idle(1000), idle(700), idle(NONE))))
                .isEqualTo(880);
    }

    @Test
    void shouldCallOnlyCaughtUpAndSilentPartitionsIdle() {
        var behind = new PartitionProgress(700, false, 3600);
        var justSilent = new PartitionProgress(700, true, 9);
        var silentLongEnough = new PartitionProgress(700, true, 10);
        assertThat(RULE.advance(NONE, List.of(active(1000), behind))).isEqualTo(580);
        assertThat(RULE.advance(NONE, List.of(active(1000), justSilent))).isEqualTo(580);
        assertThat(RULE.advance(NONE, List.of(active(1000), silentLongEnough))).isEqualTo(880);
    }

    @Test
    void shouldNotGoBackWhenAnIdlePartitionWakesUpBehind() {
        long before = RULE.advance(NONE, List.of(active(1000), idle(700)));
        assertThat(RULE.advance(before, List.of(active(1000), active(710)))).isEqualTo(880);
    }

    @Test
    void shouldRefuseNegativeSpans() {
        assertThatThrownBy(() -> new WatermarkRule(-1, 10)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new WatermarkRule(10, -1)).hasMessageContaining("-1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldNeverGoBackNorPassTheNewestEventAndIgnoreTheOrderOfPartitions(long seed) {
        var random = new Random(seed);
        long watermark = NONE;
        long newest = NONE;
        for (int step = 0; step < 2_000; step++) {
            List<PartitionProgress> partitions = partitions(random);
            newest = Math.max(
                    newest,
                    partitions.stream()
                            .mapToLong(PartitionProgress::newestMs)
                            .max()
                            .orElse(NONE));
            long next = RULE.advance(watermark, partitions);
            Collections.shuffle(partitions, random);

            assertThat(RULE.advance(watermark, partitions)).isEqualTo(next);
            assertThat(next).isGreaterThanOrEqualTo(watermark);
            assertThat(next == NONE || next <= newest - 120).isTrue();
            assertThat(RULE.advance(next, partitions)).as("nothing new").isEqualTo(next);
            watermark = next;
        }
    }

    private static List<PartitionProgress> partitions(Random random) {
        List<PartitionProgress> partitions = new ArrayList<>();
        for (int p = random.nextInt(5); p > 0; p--) {
            long newestMs = random.nextInt(5) == 0 ? NONE : random.nextInt(20_000) - 10_000;
            partitions.add(new PartitionProgress(newestMs, random.nextBoolean(), random.nextInt(20)));
        }
        return partitions;
    }

    private static PartitionProgress active(long newestMs) {
        return new PartitionProgress(newestMs, true, 0);
    }

    private static PartitionProgress idle(long newestMs) {
        return new PartitionProgress(newestMs, true, 3600);
    }
}
