package org.chengyun.api.window;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chengyun.api.trust.Finality;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A window of one series for readers, in the metric's unit; null for what does not exist. Immutable. */
@Schema(
        description = "A window [start, end) of one series, in the metric's unit; null for what does not exist. Each "
                + "percentile of the metric is a member of its own, such as p50 or p99.9: the nearest-rank percentile, off "
                + "by at most 'errorBounds' of the definition, relative to itself",
        additionalProperties = Double.class)
public record WindowRow(
        @Schema(examples = "2026-11-21T08:00:00Z") Instant start,

        @Schema(description = "Exclusive", examples = "2026-11-21T09:00:00Z")
        Instant end,

        @Schema(description = "Value by dimension; null = the observations had none", examples = "{\"road\": \"R017\"}")
        Map<String, @Nullable String> by,

        @Schema(description = "Observations", examples = "240")
        long n,

        @Schema(nullable = true, examples = "10123.5") @Nullable
        Double sum,

        @Schema(nullable = true, examples = "42.18125") @Nullable
        Double mean,

        @Schema(
                nullable = true,
                description = "Sample variance (n − 1), unit squared; null below n = 2",
                examples = "61.7")
        @Nullable
        Double variance,

        @Schema(
                nullable = true,
                description = "Sample standard deviation, root of the variance; null below n = 2",
                examples = "7.85")
        @Nullable
        Double stddev,

        @Schema(nullable = true, examples = "11") @Nullable Double min,

        @Schema(nullable = true, examples = "78.5") @Nullable
        Double max,

        @Schema(
                nullable = true,
                description = "Different values, estimated: standard error 'errorBounds.distinct' of the definition",
                examples = "3120")
        @Nullable
        Long distinct,

        @JsonAnyGetter @Schema(hidden = true) Map<String, Double> percentiles,

        @Schema(
                nullable = true,
                description = "Observed of expected observations, 0 to 1; null if unknown",
                examples = "0.98")
        @Nullable
        Double coverage,

        @Schema(description = "final, revised (changed after it was final) or provisional (open)")
        Finality finality,

        @Schema(description = "How often it changed after it was final", examples = "0")
        int revision,

        @Schema(description = "How many of n came after the watermark had passed them", examples = "0")
        long late,

        @Schema(
                description = "The last commit that changed it; as of an earlier cut, at the latest",
                examples = "48190")
        long cut,

        @JsonUnwrapped @Nullable DerivedValue derived) {
    /**
     * A row that was calculated from others.
     *
     * @param from not empty; the first is the one whose observations count
     * @param unobserved whether none of them is: what should be observed was not
     */
    static WindowRow derived(List<WindowRow> from, DerivedValue value, boolean unobserved) {
        WindowRow first = from.getFirst();
        Double coverage = first.coverage;
        Finality finality = first.finality;
        int revision = 0;
        long late = 0;
        long cut = 0;
        for (WindowRow row : from) {
            coverage = DerivedRows.least(coverage, row.coverage);
            finality = finality.worse(row.finality);
            revision = Math.max(revision, row.revision);
            late = Math.max(late, row.late);
            cut = Math.max(cut, row.cut);
        }
        return new WindowRow(
                first.start,
                first.end,
                first.by,
                unobserved ? 0 : first.n,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                coverage,
                finality,
                revision,
                late,
                cut,
                value);
    }
}
