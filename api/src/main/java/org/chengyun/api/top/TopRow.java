package org.chengyun.api.top;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.chengyun.api.window.WindowRow;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ranked series with its window. Immutable.
 *
 * @param rank from 1; ranks outside the reader's scope are left out, not closed up
 * @param score the statistic that ranks
 * @param previousRank in the window one slide earlier; null if it was not in that list
 * @param change since that window; null if that window has no ranking
 * @param errorBound how far the score may be off either way; 0 = exact
 */
@Schema(description = "A ranked series with its window")
public record TopRow(
        @Schema(description = "From 1; ranks outside your scope are left out, not closed up", examples = "1")
        int rank,

        @Schema(description = "The statistic that ranks", examples = "10123.5")
        double score,

        @Schema(
                nullable = true,
                description = "Rank in the window one slide earlier; null if it was not in that list",
                examples = "3")
        @Nullable
        Integer previousRank,

        @Schema(
                nullable = true,
                description =
                        "Since the window one slide earlier: up, down, same, new (was not in that list); null if that "
                                + "window has no ranking",
                examples = "up")
        @Nullable
        RankChange change,

        @Schema(description = "How far the score may be off either way; 0 = exact", examples = "0")
        double errorBound,

        @JsonUnwrapped WindowRow window) {}
