package org.chengyun.api.progress;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.chengyun.api.catalogue.MetricDefinition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why windows that end at one time are still open, for programs and for people. Immutable. */
@Schema(description = "Why windows that end at this time are still open")
public record OpenBecause(
        @Schema(description = "End of the windows, exclusive", examples = "2026-11-21T10:05:00Z")
        Instant end,

        Code reason,

        @Schema(nullable = true, description = "The partition that is waited for", examples = "3") @Nullable
        Integer partition,

        @Schema(nullable = true, description = "Newest event time: of that partition, else of all") @Nullable
        Instant newestEventTime,

        @Schema(nullable = true, description = "When the last record came, of those that are waited for") @Nullable
        Instant silentSince,

        @Schema(
                nullable = true,
                description = "allows-lateness: event time that closes the windows; waits-for-partition: when the "
                        + "partition is left out if it stays silent")
        @Nullable
        Instant until,

        @Schema(description = "The same as a sentence; times are the city's")
        MetricDefinition.Text text) {
    /** Stable words for programs. */
    public enum Code {
        /** Nothing has come yet. */
        @JsonProperty("nothing-yet")
        NOTHING_YET,
        /** Event time has not come to the end. */
        @JsonProperty("not-reached")
        NOT_REACHED,
        /** One partition is behind. */
        @JsonProperty("waits-for-partition")
        WAITS_FOR_PARTITION,
        /** Late observations may still come in time. */
        @JsonProperty("allows-lateness")
        ALLOWS_LATENESS,
        /** The next close takes them. */
        @JsonProperty("due")
        DUE
    }
}
