package org.chengyun.api.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An audit that was stored. Immutable. */
@Schema(description = "An audit that was stored, with its verdict")
public record Audit(
        @Schema(examples = "17") long id,
        @Schema(examples = "traffic") String dataset,

        @Schema(
                nullable = true,
                description = "The city's day that the nightly audit looked at; null = somebody asked for it",
                examples = "2026-11-21")
        @Nullable
        LocalDate day,

        @Schema(nullable = true, description = "Cuts committed at or after it; null = from the first") @Nullable
        Instant from,

        @Schema(nullable = true, description = "Cuts committed before it; null = to the newest") @Nullable
        Instant to,

        @Schema(description = "Account, or 'schedule'", examples = "schedule")
        String askedBy,

        Instant startedAt,

        @Schema(nullable = true) @Nullable Instant finishedAt,

        State state,

        @Schema(nullable = true, description = "Why it failed") @Nullable
        String reason,

        @Schema(nullable = true, description = "null while it runs, or if it failed") @Nullable
        Verdict verdict) {
    /** How far it is, and what it found. */
    public enum State {
        /** It is at work. */
        @JsonProperty("running")
        RUNNING,
        /** Every event was accounted for, once. */
        @JsonProperty("conserved")
        CONSERVED,
        /** Something does not add up. */
        @JsonProperty("violated")
        VIOLATED,
        /** It came to no verdict. */
        @JsonProperty("failed")
        FAILED
    }
}
