package org.chengyun.api.window;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was calculated from windows of other metrics. Immutable. */
@Schema(description = "What was calculated from windows of other metrics; only metrics with a formula have it")
public record DerivedValue(
        @Schema(
                nullable = true,
                description = "In the unit of the metric; null if it cannot be told",
                examples = "0.0123")
        @Nullable
        Double value,

        @Schema(nullable = true, description = "Why there is no value") @Nullable
        Reason reason,

        @Schema(nullable = true, description = "Of a ratio: the sum above the line", examples = "12") @Nullable
        Double numerator,

        @Schema(nullable = true, description = "Of a ratio: the sum below the line", examples = "976") @Nullable
        Double denominator) {
    /** Why there is no value. */
    public enum Reason {
        /** There is nothing to divide by. */
        @JsonProperty("denominator-zero")
        DENOMINATOR_ZERO,
        /** A window before, which the filter needs, has no observations. */
        @JsonProperty("predecessor-missing")
        PREDECESSOR_MISSING,
        /** A window that the filter needs has observations, but not the statistic. */
        @JsonProperty("statistic-missing")
        STATISTIC_MISSING
    }

    static DerivedValue ratio(double numerator, double denominator) {
        return denominator == 0
                ? new DerivedValue(null, Reason.DENOMINATOR_ZERO, numerator, denominator)
                : new DerivedValue(numerator / denominator, null, numerator, denominator);
    }

    static DerivedValue filtered(double value) {
        return new DerivedValue(value, null, null, null);
    }

    static DerivedValue none(Reason reason) {
        return new DerivedValue(null, reason, null, null);
    }
}
