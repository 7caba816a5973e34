package org.chengyun.dashboard.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.chengyun.api.progress.OpenReason;
import org.chengyun.api.progress.PartitionState;
import org.chengyun.api.progress.Progress;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.time.WatermarkRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reason that the interface gives, and the rule that the engine follows: no word of one may deny the other. */
class OpenReasonAgreesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Dataset DATASET = Catalogue.load(
                    Path.of(Objects.requireNonNull(System.getProperty("chengyun.root")), "datasets"))
            .dataset("traffic")
            .orElseThrow();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldCallAWindowDueWhereTheRuleClosesIt(long seed) {
        var random = new Random(seed);
        var rule = new WatermarkRule(
                DATASET.allowedLateness().toMillis(), DATASET.idleAfter().toMillis());
        int due = 0;
        for (int i = 0; i < 2_000; i++) {
            List<PartitionState> partitions = partitions(random);
            Instant end = NOW.minusSeconds(random.nextInt(300));

            OpenReason reason = OpenReason.of(new Progress(DATASET, NOW, Optional.of(NOW), partitions), end);

            long watermark = rule.advance(
                    PartitionProgress.NONE,
                    partitions.stream()
                            .map(partition -> rule.of(engines(partition, newest(partitions))))
                            .toList());
            assertThat(reason instanceof OpenReason.Due)
                    .as("%s: %s of %s", reason, end, partitions)
                    .isEqualTo(watermark >= end.toEpochMilli());
            due += reason instanceof OpenReason.Due ? 1 : 0;
        }
        assertThat(due).isBetween(100, 1_900);
    }

    private static List<PartitionState> partitions(Random random) {
        List<PartitionState> partitions = new ArrayList<>();
        for (int partition = 0; partition < 1 + random.nextInt(4); partition++) {
            boolean empty = random.nextInt(5) == 0;
            partitions.add(new PartitionState(
                    partition,
                    0,
                    empty ? Optional.empty() : Optional.of(NOW.minusSeconds(random.nextInt(400))),
                    empty ? Optional.empty() : Optional.of(NOW.minusSeconds(random.nextInt(20))),
                    empty || random.nextInt(4) > 0));
        }
        return partitions;
    }

    private static long newest(List<PartitionState> partitions) {
        return partitions.stream()
                .flatMap(partition -> partition.newest().stream())
                .mapToLong(Instant::toEpochMilli)
                .max()
                .orElse(PartitionProgress.NONE);
    }

    private static PartitionProgress engines(PartitionState state, long newestOfAllMs) {
        return new PartitionProgress(
                state.newest().map(Instant::toEpochMilli).orElse(PartitionProgress.NONE),
                state.caughtUp(),
                state.activeAt().map(at -> Duration.between(at, NOW).toMillis()).orElse(Long.MAX_VALUE),
                newestOfAllMs);
    }
}
