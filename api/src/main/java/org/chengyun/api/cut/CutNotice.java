package org.chengyun.api.cut;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Word of a commit: numbers of the dataset may have changed. Immutable.
 *
 * @param cut ids rise, but word of two datasets may come in another order
 * @param kind {@code batch}: observations were added; {@code close}: windows were closed
 * @param watermark windows that end at or before it are closed; null = none is
 */
@Schema(description = "Word of a commit: numbers of the dataset may have changed")
public record CutNotice(
        @Schema(examples = "48213") long cut,
        @Schema(examples = "traffic") String dataset,

        @Schema(description = "batch: observations were added; close: windows were closed", examples = "batch")
        String kind,

        @Schema(nullable = true, examples = "2026-11-21T08:58:00Z") @Nullable
        Instant watermark) {}
