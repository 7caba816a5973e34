package org.chengyun.engine.core.batch;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.time.WatermarkRule;

/**
 * Decides after each commit, and now and then in silence, whether windows close. The committing thread owns it.
 *
 * <p>Of the partitions that others read it knows what the tables say: their newest event time, and how far they followed
 * while they were idle. Both stay true whatever becomes of their readers, so a partition whose reader died, stalls or was
 * never there holds the watermark back until somebody has read it.
 */
final class Closing {
    /** How often the tables are told how far idle partitions have followed. */
    private static final long FOLLOW_EVERY_MS = 1_000;

    /** Sessions end anywhere: where there is nothing else, they become final once a minute. */
    private static final long ONLY_SESSIONS_MS = 60_000;

    private final ClosePolicy policy;
    private final WatermarkRule rule;
    private final long sliceGridMs;
    private long closedMs = NONE;
    private long lastCloseMs;
    private long lastFollowMs;
    /** How far partitions have followed while they were idle; it stays true when they are not. */
    private final Map<Integer, Long> followed = new HashMap<>();

    Closing(Dataset dataset, List<Metric> metrics, ClosePolicy policy) {
        this.policy = policy;
        this.rule = new WatermarkRule(
                dataset.allowedLateness().toMillis(), dataset.idleAfter().toMillis());
        this.sliceGridMs = metrics.stream()
                .filter(Metric::hasWindows)
                .map(metric -> BigInteger.valueOf(metric.slice().sizeMs()))
                .reduce(BigInteger::gcd)
                .orElse(BigInteger.valueOf(metrics.isEmpty() ? Long.MAX_VALUE : ONLY_SESSIONS_MS))
                .longValueExact();
    }

    /** The tables say up to where windows are closed; {@code atMs} counts as the time of the last close. */
    void closed(long watermarkMs, long atMs) {
        closedMs = watermarkMs;
        lastCloseMs = atMs;
    }

    /**
     * What follows from a look at the tables.
     *
     * @param closeToMs the watermark up to which windows are to be closed now, if any are
     * @param followed how far idle partitions of this instance have followed, if the tables are to be told
     */
    record Outlook(OptionalLong closeToMs, Map<Integer, Long> followed) {}

    /** @param stored where the tables say that the partitions stand, read after {@code mine} was taken */
    Outlook look(Progress mine, Map<Integer, Position> stored, long nowMs) {
        mine.partitions().forEach((partition, progress) -> {
            if (rule.isIdle(progress)) {
                followed.merge(partition, rule.of(progress), Math::max);
            }
        });
        Map<Integer, Long> watermarks = new HashMap<>();
        Map<Integer, Long> news = new HashMap<>();
        stored.forEach((partition, position) -> {
            PartitionProgress progress = mine.partitions().get(partition);
            long active = rule.active(progress == null ? position.newestMs() : progress.newestMs());
            long idle = followed.getOrDefault(partition, NONE);
            watermarks.put(partition, Math.max(active, Math.max(idle, position.idleWatermarkMs())));
            if (progress != null && idle > position.idleWatermarkMs()) {
                news.put(partition, idle);
            }
        });
        boolean areAllMine = mine.partitions().keySet().containsAll(stored.keySet());
        return new Outlook(
                due(mine, rule.advance(closedMs, watermarks.values())),
                areAllMine || !isTimeToTell(nowMs) ? Map.of() : news);
    }

    /** The tables were told how far idle partitions have followed. */
    void told(long nowMs) {
        lastFollowMs = nowMs;
    }

    private boolean isTimeToTell(long nowMs) {
        // A clock that was set back must not silence it for so long.
        return nowMs - lastFollowMs >= FOLLOW_EVERY_MS || nowMs < lastFollowMs;
    }

    private OptionalLong due(Progress mine, long watermarkMs) {
        boolean due = policy.shouldClose(
                closedMs, watermarkMs, sliceGridMs, mine.nowMs(), mine.silentMs(), mine.nowMs() - lastCloseMs);
        return due ? OptionalLong.of(watermarkMs) : OptionalLong.empty();
    }
}
