package org.chengyun.api.status;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the feeds stand. */
@Schema(description = "How the feeds stand")
public record Status(
        @Schema(description = "The highest cut of all datasets; 0 before the first", examples = "48213")
        long cut,

        List<OfDataset> datasets) {
    /** How one dataset stands. */
    public record OfDataset(
            @Schema(examples = "traffic") String dataset,

            @Schema(
                    nullable = true,
                    description = "Windows that end at or before it are closed; null = none is",
                    examples = "2026-11-21T08:58:00Z")
            @Nullable
            Instant watermark,

            @Schema(
                    nullable = true,
                    description = "Newest event time counted; null before the first",
                    examples = "2026-11-21T09:00:00Z")
            @Nullable
            Instant newestEventTime,

            @Schema(
                    nullable = true,
                    description = "Records not committed yet; null if that cannot be told here",
                    examples = "0")
            @Nullable
            Long lagRecords,

            @Schema(description = "0 before the first", examples = "48213")
            long cut,

            @Schema(nullable = true, examples = "2026-11-21T09:00:01.25Z") @Nullable
            Instant committedAt,

            @Schema(description = "Rejected records that are kept", examples = "17")
            long quarantinedRecords,

            List<Quarantined> quarantine) {}

    /** Rejected records of one reason. */
    public record Quarantined(
            @Schema(description = "Stable code", examples = "time-malformed")
            String reason,

            @Schema(examples = "17") long records,

            @Schema(description = "When the newest was received")
            Instant newest) {}
}
