package org.chengyun.api.engine;

import java.time.Instant;
import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.progress.OpenBecause;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the engine stands. Immutable. */
@Schema(description = "How the engine stands")
public record EngineAnswer(
        @Schema(description = "When this was so, by the clock of the database")
        Instant now,

        @Schema(description = "The highest cut of all datasets; 0 before the first", examples = "48213")
        long cut,

        List<OfDataset> datasets) {
    public EngineAnswer {
        datasets = List.copyOf(datasets);
    }

    /** How one dataset stands. */
    public record OfDataset(
            @Schema(examples = "traffic") String dataset,
            MetricDefinition.Text label,

            @Schema(
                    nullable = true,
                    description = "Windows that end at or before it are closed; null = none is",
                    examples = "2026-11-21T08:58:00Z")
            @Nullable
            Instant watermark,

            @Schema(
                    nullable = true,
                    description = "How far the watermark is behind the clock, s; null while there is none",
                    examples = "61.5")
            @Nullable
            Double watermarkLagS,

            @Schema(nullable = true, description = "Newest event time counted; null before the first") @Nullable
            Instant newestEventTime,

            @Schema(nullable = true, description = "Records not committed yet; null if that cannot be told here")
            @Nullable
            Long lagRecords,

            @Schema(description = "How far the watermark trails the newest event time, s", examples = "120")
            double allowedLatenessS,

            @Schema(description = "How long a partition may be silent before it is left out, s", examples = "10")
            double idleAfterS,

            @Schema(description = "Events read, counted or not, in the last minute, per second", examples = "4980.5")
            double eventsPerSecond,

            @Schema(
                    nullable = true,
                    description = "Why the next of the smallest windows is open; null before anything came")
            @Nullable
            OpenBecause open,

            List<Partition> partitions,
            @Schema(description = "The newest first") List<Cut> cuts) {
        public OfDataset {
            partitions = List.copyOf(partitions);
            cuts = List.copyOf(cuts);
        }
    }

    /** How far one partition was read. */
    public record Partition(
            @Schema(examples = "3") int partition,

            @Schema(description = "Position: the next record to read", examples = "1048576")
            long nextOffset,

            @Schema(nullable = true, description = "null before the first") @Nullable
            Instant newestEventTime,

            @Schema(
                    nullable = true,
                    description = "How far its newest event time is behind that of all partitions, s",
                    examples = "0.4")
            @Nullable
            Double behindS,

            @Schema(nullable = true, description = "When it last brought a record; null = never") @Nullable
            Instant activeAt,

            @Schema(description = "Whether it is silent so long that it holds the watermark back no longer")
            boolean idle) {}

    /** One commit. */
    public record Cut(
            @Schema(examples = "48213") long cut,
            Instant committedAt,

            @Schema(description = "batch: observations were added; close: windows were closed", examples = "batch")
            String kind,

            @Schema(nullable = true) @Nullable Instant watermark,

            @Schema(description = "Events read = counted + filtered + duplicates + quarantined", examples = "2500")
            long eventsIn,

            @Schema(examples = "2490") long counted,

            @Schema(description = "Counted by no metric", examples = "8")
            long filtered,

            @Schema(description = "Repeated readings, which did not count again", examples = "0")
            long duplicates,

            @Schema(examples = "2") long quarantined,

            @Schema(description = "Of those counted: came after the watermark had passed them", examples = "1")
            long late,

            @Schema(description = "Time to fold the batch, ms", examples = "4")
            int foldMs,

            @Schema(description = "Time to commit it, ms", examples = "21")
            int commitMs) {}
}
