package org.chengyun.engine.core.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Keep;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * What is older than the times of a dataset's {@link Keep} and needed for nothing that is still to be computed. Pure.
 *
 * <p>An open window is made of stored slices and smaller windows. So none of them goes before the oldest open window of any
 * metric of the dataset has closed, at worst that of the month; and without a watermark, nothing does. Times count back from
 * the watermark, so that a history of long ago is kept as long as nothing newer comes to the dataset; those of cuts from now.
 */
public final class Horizons {
    /** Nothing is older, and every database can tell it. */
    private static final long EARLIEST_MS =
            Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private final Keep keep;
    private final long watermarkMs;
    private final long nowMs;
    private final long firstOpenMs;
    private final long gapMs;

    /**
     * At a moment.
     *
     * @param metrics of the dataset
     * @param watermarkMs epoch ms, or {@link PartitionProgress#NONE}
     */
    public Horizons(Keep keep, List<Metric> metrics, long watermarkMs, long nowMs) {
        this.keep = keep;
        this.watermarkMs = watermarkMs;
        this.nowMs = nowMs;
        this.gapMs = longestGapMs(metrics);
        this.firstOpenMs = watermarkMs == PartitionProgress.NONE
                ? EARLIEST_MS
                : metrics.stream()
                        .flatMap(metric -> metric.windows().stream())
                        .mapToLong(window -> window.firstEndingAfterMs(watermarkMs))
                        .min()
                        .orElse(watermarkMs);
    }

    /** The longest gap of a dataset's sessions; 0 if it has none. */
    public static long longestGapMs(List<Metric> metrics) {
        return metrics.stream()
                .flatMap(metric -> metric.session().stream())
                .mapToLong(Duration::toMillis)
                .max()
                .orElse(0);
    }

    /**
     * By kind, epoch ms: windows and revisions that start before it, sessions whose last observation lies before it, and cuts
     * that were committed before it are no longer kept. What is kept for ever, or cannot be told yet, is absent.
     */
    public Map<Kind, Long> all() {
        Map<Kind, Long> horizons = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Optional<Duration> time = keep.time(kind);
            if (time.isPresent()) {
                long horizonMs = horizonMs(kind, time.get().toMillis());
                if (horizonMs > EARLIEST_MS) {
                    horizons.put(kind, horizonMs);
                }
            }
        }
        return horizons;
    }

    private long horizonMs(Kind kind, long timeMs) {
        if (kind == Kind.CUTS) {
            return nowMs - timeMs;
        }
        if (watermarkMs == PartitionProgress.NONE) {
            return EARLIEST_MS;
        }
        long oldMs = Math.min(nowMs, watermarkMs) - timeMs;
        return switch (kind) {
            case MINUTES, HOURS, DAYS -> Math.min(oldMs, firstOpenMs);
            // What ends less than a gap before it may still grow over it.
            case SESSIONS -> Math.min(oldMs, watermarkMs - gapMs);
            case REVISIONS, CUTS -> oldMs;
        };
    }
}
