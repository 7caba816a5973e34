package org.chengyun.engine.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.util.ArrayList;
import java.util.Collection;
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
        assertThat(advance(NONE, List.of())).isEqualTo(NONE);
        assertThat(advance(NONE, List.of(active(NONE), idle(NONE)))).isEqualTo(NONE);
    }

    @Test
    void shouldTrailTheNewestEventByTheAllowedLateness() {
        assertThat(advance(NONE, List.of(active(1000)))).isEqualTo(880);
        assertThat(advance(NONE, List.of(active(0)))).isEqualTo(-120);
        assertThat(advance(NONE, List.of(active(-500)))).isEqualTo(-620);
    }

    @Test
    void shouldFollowTheSlowestActivePartition() {
        assertThat(advance(NONE, List.of(active(1000), active(700), active(5000))))
                .isEqualTo(580);
    }

    @Test
    void shouldWaitForAnActivePartitionThatBroughtNothingYet() {
        assertThat(advance(NONE, List.of(active(1000), active(NONE)))).isEqualTo(NONE);
        assertThat(advance(500, List.of(active(1000), active(NONE)))).isEqualTo(500);
    }

    @Test
    void shouldNotWaitForIdlePartitions() {
        assertThat(advance(NONE, List.of(active(1000), idle(700), idle(NONE)))).isEqualTo(880);
    }

    @Test
    void shouldNotRunAheadOfTheActiveOnesBecauseOfAnIdleOne() {
        assertThat(advance(NONE, List.of(active(1000), idle(9000)))).isEqualTo(880);
    }

    @Test
    void shouldTakeTheHighestWhenAllAreIdle() {
        assertThat(advance(NONE, List.of(idle(1000), idle(700), idle(NONE)))).isEqualTo(880);
    }

    @Test
    void shouldCallOnlyCaughtUpAndSilentPartitionsIdle() {
        var behind = new PartitionProgress(700, false, 3600, NONE);
        var justSilent = new PartitionProgress(700, true, 9, NONE);
        var silentLongEnough = new PartitionProgress(700, true, 10, NONE);
        assertThat(advance(NONE, List.of(active(1000), behind))).isEqualTo(580);
        assertThat(advance(NONE, List.of(active(1000), justSilent))).isEqualTo(580);
        assertThat(advance(NONE, List.of(active(1000), silentLongEnough))).isEqualTo(880);
    }

    @Test
    void shouldNotGoBackWhenAnIdlePartitionWakesUpBehind() {
        long before = advance(NONE, List.of(active(1000), idle(700)));
        assertThat(advance(before, List.of(active(1000), active(710)))).isEqualTo(880);
    }

    @Test
    void shouldFollowOnlyWhatWasKnownWhenTheIdleOneWasAsked() {
        assertThat(RULE.of(new PartitionProgress(700, true, 3600, 900))).isEqualTo(780);
        assertThat(RULE.of(new PartitionProgress(NONE, true, 3600, 900))).isEqualTo(780);
        assertThat(RULE.of(new PartitionProgress(700, true, 3600, NONE))).isEqualTo(580);
        assertThat(RULE.of(new PartitionProgress(NONE, true, 3600, NONE))).isEqualTo(NONE);
        assertThat(RULE.of(new PartitionProgress(700, true, 9, 900))).isEqualTo(580);
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
            long next = advance(watermark, partitions);
            Collections.shuffle(partitions, random);

            assertThat(advance(watermark, partitions)).isEqualTo(next);
            assertThat(next).isGreaterThanOrEqualTo(watermark);
            assertThat(next == NONE || next <= newest - 120).isTrue();
            assertThat(advance(next, partitions)).as("nothing new").isEqualTo(next);
            watermark = next;
        }
    }

    /** All partitions in one hand, which asked each when it knew all of this. */
    private static long advance(long current, Collection<PartitionProgress> partitions) {
        long newestMs =
                partitions.stream().mapToLong(PartitionProgress::newestMs).max().orElse(NONE);
        return RULE.advance(
                current,
                partitions.stream()
                        .map(p -> new PartitionProgress(p.newestMs(), p.caughtUp(), p.silentMs(), newestMs))
                        .map(RULE::of)
                        .toList());
    }

    private static List<PartitionProgress> partitions(Random random) {
        List<PartitionProgress> partitions = new ArrayList<>();
        for (int p = random.nextInt(5); p > 0; p--) {
            long newestMs = random.nextInt(5) == 0 ? NONE : random.nextInt(20_000) - 10_000;
            partitions.add(new PartitionProgress(newestMs, random.nextBoolean(), random.nextInt(20), NONE));
        }
        return partitions;
    }

    private static PartitionProgress active(long newestMs) {
        return new PartitionProgress(newestMs, true, 0, NONE);
    }

    private static PartitionProgress idle(long newestMs) {
        return new PartitionProgress(newestMs, true, 3600, NONE);
    }
}
