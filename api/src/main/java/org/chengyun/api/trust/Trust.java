package org.chengyun.api.trust;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the numbers of an answer can be believed. Immutable.
 *
 * @param coverage observed of expected observations over all windows of the answer, 0 to 1; null if unknown
 * @param finality the worst of all windows
 * @param cut the highest cut of the dataset that the answer was read at; 0 before the first
 * @param watermark event time up to which the windows are closed; null = none is
 * @param definition {@code id@version}
 * @param late observations in the answer that came after the watermark had passed them
 * @param revision how often windows of the answer changed after they were final
 */
@Schema(description = "How far the numbers of this answer can be believed")
public record Trust(
        @Schema(
                nullable = true,
                description = "Observed of expected observations, 0 to 1; null if unknown",
                examples = "0.97")
        @Nullable
        Double coverage,

        @Schema(
                description =
                        "The worst of all windows: final, revised (changed after it was final), provisional (open)")
        Finality finality,

        @Schema(description = "The commit that everything here was read at", examples = "48213")
        long cut,

        @Schema(
                nullable = true,
                description = "Windows that end at or before it are closed; null = none is",
                examples = "2026-11-21T08:58:00Z")
        @Nullable
        Instant watermark,

        @Schema(description = "Which version of which metric", examples = "traffic.speed.road@1")
        String definition,

        @Schema(description = "Observations in this answer that came late", examples = "12")
        long late,

        @Schema(description = "How often windows of this answer changed after they were final", examples = "0")
        long revision) {
    /** The same under another definition. */
    public Trust of(String id) {
        return new Trust(coverage, finality, cut, watermark, id, late, revision);
    }

    /** What can be said of a number that is made of both: what both can say. Unknown coverage is less than any. */
    public Trust worse(Trust that) {
        Double least =
                coverage == null || that.coverage == null ? null : Double.valueOf(Math.min(coverage, that.coverage));
        return new Trust(
                least,
                finality.worse(that.finality),
                cut,
                watermark,
                definition,
                Math.max(late, that.late),
                Math.max(revision, that.revision));
    }
}
