package org.chengyun.api.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.window.By;
import org.chengyun.api.window.Moments;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A session of one series for readers, in the metric's unit; null for what does not exist. Immutable. */
@Schema(
        description = "Observations of one series of which each lies less than the gap behind the one before, in the "
                + "metric's unit; null for what does not exist")
public record SessionRow(
        @Schema(description = "The first observation", examples = "2026-11-21T07:41:00Z")
        Instant start,

        @Schema(description = "The last observation so far", examples = "2026-11-21T08:23:00Z")
        Instant last,

        @Schema(
                description =
                        "last + gap: an observation at or after it begins another session, and the watermark there "
                                + "makes this one final",
                examples = "2026-11-21T08:33:00Z")
        Instant end,

        @Schema(description = "From the first to the last observation; 0 if there is one", examples = "2520")
        double durationSeconds,

        @Schema(description = "Value by dimension; null = the observations had none", examples = "{\"site\": \"D017\"}")
        Map<String, @Nullable String> by,

        @Schema(description = "Observations", examples = "118")
        long n,

        @Schema(nullable = true, examples = "1711") @Nullable
        Double sum,

        @Schema(nullable = true, examples = "14.5") @Nullable
        Double mean,

        @Schema(
                nullable = true,
                description = "Sample variance (n − 1), unit squared; null below n = 2",
                examples = "9.2")
        @Nullable
        Double variance,

        @Schema(
                nullable = true,
                description = "Sample standard deviation, root of the variance; null below n = 2",
                examples = "3.03")
        @Nullable
        Double stddev,

        @Schema(nullable = true, examples = "6") @Nullable Double min,

        @Schema(nullable = true, examples = "19.5") @Nullable
        Double max,

        @Schema(
                description =
                        "provisional: it may grow, or become part of a longer one; final: nothing on time can change "
                                + "it; revised: late observations changed it after it was final")
        Finality finality,

        @Schema(description = "How often it, or what went into it, changed after it was final", examples = "0")
        int revision,

        @Schema(description = "How many of n came after the watermark had passed them", examples = "0")
        long late,

        @Schema(description = "The last commit that changed it", examples = "48190")
        long cut) {
    static SessionRow of(Metric metric, SeriesSession session, Instant end, Finality finality) {
        Moments moments = session.moments();
        List<Stat> stats = metric.stats();
        return new SessionRow(
                session.start(),
                session.last(),
                end,
                Duration.between(session.start(), session.last()).toMillis() / 1000.0,
                By.named(metric, session.dimensions()),
                moments.n(),
                stats.contains(Stat.SUM) ? moments.sum() : null,
                stats.contains(Stat.MEAN) ? moments.mean() : null,
                stats.contains(Stat.VARIANCE) ? moments.variance() : null,
                stats.contains(Stat.STDDEV) ? moments.stddev() : null,
                stats.contains(Stat.MIN) ? moments.min() : null,
                stats.contains(Stat.MAX) ? moments.max() : null,
                finality,
                session.revision(),
                session.late(),
                session.cut());
    }
}
