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

            List<Quarantined> quarantine,

            @Schema(description = "What each engine that reads the dataset said last")
            List<EngineOf> engines,

            @Schema(description = "Metrics that had more series than they may")
            List<OverLimit> overLimits) {}

    /** How one engine's loop is doing. */
    public record EngineOf(
            @Schema(description = "When it said so; older than some seconds: it is away, or the database was")
            Instant at,

            @Schema(
                    enumeration = {"STARTING", "RUNNING", "WAITING", "BLOCKED"},
                    examples = "RUNNING")
            String condition,

            @Schema(
                    enumeration = {"LIVE", "STRAINED", "CATCHING_UP"},
                    description = "Whether batches keep the delay target, cannot, or work off a backlog",
                    examples = "LIVE")
            String pace,

            @Schema(description = "From reading a record until it is visible, 99 of 100, ms", examples = "261")
            long delayP99Ms,

            @Schema(examples = "450") long delayTargetMs,

            @Schema(description = "What counts otherwise than usual; may be empty")
            String warning) {}

    /** A metric of which new series were not admitted: they count in the series whose dimensions are all "…". */
    public record OverLimit(
            @Schema(examples = "traffic.speed.road") String metric,

            @Schema(description = "Observations counted there", examples = "1204")
            long observations,

            @Schema(description = "When last") Instant newest,

            @Schema(
                    enumeration = {"new-series", "series"},
                    description = "Which limit it was: new ones in a minute, or all",
                    examples = "new-series")
            String limit) {}

    /** Rejected records of one reason. */
    public record Quarantined(
            @Schema(description = "Stable code", examples = "time-malformed")
            String reason,

            @Schema(examples = "17") long records,

            @Schema(description = "When the newest was received")
            Instant newest) {}
}
