package org.chengyun.engine.core.batch;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.time.WatermarkRule;

/** Decides after each commit, and now and then in silence, whether windows close. The committing thread owns it. */
final class Closing {
    private final WatermarkRule rule;
    private final long sliceGridMs;
    private long closedMs = NONE;
    private long lastCloseMs;

    Closing(Dataset dataset, List<Metric> metrics) {
        this.rule = new WatermarkRule(
                dataset.allowedLateness().toMillis(), dataset.idleAfter().toMillis());
        this.sliceGridMs = metrics.stream()
                .map(metric -> BigInteger.valueOf(metric.slice().sizeMs()))
                .reduce(BigInteger::gcd)
                .orElse(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** The tables say up to where windows are closed; {@code atMs} counts as the time of the last close. */
    void closed(long watermarkMs, long atMs) {
        closedMs = watermarkMs;
        lastCloseMs = atMs;
    }

    /**
     * The watermark up to which windows are to be closed now, if any are.
     *
     * @param stored where the tables say that the partitions stand; those of other instances count so
     */
    OptionalLong due(Progress mine, Map<Integer, Position> stored) {
        long watermarkMs = rule.advance(closedMs, all(mine, stored));
        boolean due = ClosePolicy.DEFAULT.shouldClose(
                closedMs, watermarkMs, sliceGridMs, mine.nowMs(), mine.silentMs(), mine.nowMs() - lastCloseMs);
        return due ? OptionalLong.of(watermarkMs) : OptionalLong.empty();
    }

    private static Collection<PartitionProgress> all(Progress mine, Map<Integer, Position> stored) {
        List<PartitionProgress> all = new ArrayList<>(mine.partitions().values());
        stored.forEach((partition, position) -> {
            if (!mine.partitions().containsKey(partition)) {
                long silentMs = position.activeAt() == null
                        ? Long.MAX_VALUE
                        : mine.nowMs() - position.activeAt().toEpochMilli();
                all.add(new PartitionProgress(position.newestMs(), true, silentMs));
            }
        });
        return all;
    }
}
