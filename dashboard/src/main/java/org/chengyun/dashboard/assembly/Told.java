package org.chengyun.dashboard.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Kept;
import org.chengyun.dashboard.trust.Trust;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.jspecify.annotations.Nullable;

/** How pages tell what the api answers. */
final class Told {
    private Told() {}

    /** The number that stands for a window. */
    static @Nullable Double value(DefinedMetric metric, WindowRow row) {
        if (metric.metric().isDistinctCount()) {
            Long distinct = row.distinct();
            return distinct == null ? null : Double.valueOf((double) distinct);
        }
        return metric.metric().isCount() ? Double.valueOf((double) row.n()) : row.mean();
    }

    /** @param share whether it is shown in percent */
    static @Nullable Double derived(WindowRow row, boolean share) {
        var derived = row.derived();
        Double value = derived == null ? null : derived.value();
        return value == null || !share ? value : Double.valueOf(value * 100);
    }

    static Series.Point point(DatasetState state, WindowRow row, @Nullable Double value) {
        boolean open =
                state.newestEventTime().map(newest -> row.end().isAfter(newest)).orElse(true);
        return new Series.Point(
                row.start(),
                value,
                row.stddev(),
                row.n(),
                row.coverage(),
                finality(row.finality()),
                open,
                List.copyOf(row.percentiles().values()));
    }

    /** Of one window in an answer: its own coverage, finality, late and revision. */
    static Trust trust(org.chengyun.api.trust.Trust answer, WindowRow row, Accuracy accuracy) {
        return new Trust(
                row.coverage(),
                finality(row.finality()),
                answer.cut(),
                answer.watermark(),
                answer.definition(),
                row.late(),
                row.revision(),
                accuracy);
    }

    static Trust trust(org.chengyun.api.trust.Trust answer, Accuracy accuracy) {
        return trust(answer, answer.coverage(), accuracy);
    }

    static Trust trust(org.chengyun.api.trust.Trust answer, @Nullable Double coverage, Accuracy accuracy) {
        return new Trust(
                coverage,
                finality(answer.finality()),
                answer.cut(),
                answer.watermark(),
                answer.definition(),
                answer.late(),
                Math.toIntExact(answer.revision()),
                accuracy);
    }

    static @Nullable Kept kept(@Nullable NotKept notKept) {
        return notKept == null ? null : new Kept(notKept.before(), notKept.kind());
    }

    static Finality finality(org.chengyun.api.trust.Finality finality) {
        return Finality.valueOf(finality.name());
    }

    static List<String> percentiles(Metric metric) {
        return metric.percentiles().stream().map(Percentile::word).toList();
    }

    static Accuracy accuracy(Metric metric) {
        boolean distinct = metric.stats().contains(Metric.Stat.DISTINCT);
        return new Accuracy(
                percentiles(metric), ValueHistogram.ERROR_BOUND, distinct ? DistinctCount.STANDARD_ERROR : null);
    }

    /** The window of the horizon, or else the next larger one, or else the largest there is. */
    static WindowSpec nearest(Horizon horizon, List<WindowSpec> windows) {
        long wantedMs = horizon.size().toMillis();
        // A day of the city rather than one of UTC.
        Comparator<WindowSpec> bySize =
                Comparator.comparingLong(WindowSpec::usualMs).thenComparing(window -> window instanceof FixedWindow);
        return windows.stream()
                .filter(window -> window.usualMs() >= wantedMs)
                .min(bySize)
                .orElseGet(() -> windows.stream().max(bySize).orElseThrow());
    }

    /** From one start of a window to the next. */
    static Duration step(WindowSpec window) {
        return Duration.ofMillis(window instanceof FixedWindow fixed ? fixed.slideMs() : window.usualMs());
    }

    /** The start so many windows before. */
    static Instant back(WindowSpec window, Instant start, int count) {
        long startMs = start.toEpochMilli();
        for (int i = 0; i < count; i++) {
            startMs = window.previousStartMs(startMs);
        }
        return Instant.ofEpochMilli(startMs);
    }
}
