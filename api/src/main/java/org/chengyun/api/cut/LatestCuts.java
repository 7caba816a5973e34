package org.chengyun.api.cut;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The newest commits. */
@Schema(description = "The newest commit, over all and per dataset")
public record LatestCuts(
        @Schema(description = "The highest of all datasets; 0 before the first", examples = "48213")
        long cut,

        @Schema(nullable = true, description = "null before the first", examples = "2026-11-21T09:00:01.25Z") @Nullable
        Instant committedAt,

        List<OfDataset> datasets) {
    /** The newest commit of one dataset. */
    public record OfDataset(
            @Schema(examples = "traffic") String dataset,

            @Schema(description = "0 before the first", examples = "48213")
            long cut,

            @Schema(nullable = true) @Nullable Instant committedAt,

            @Schema(
                    nullable = true,
                    description = "batch: observations were added; close: windows were closed; null before the first")
            @Nullable
            String kind,

            @Schema(nullable = true, description = "Windows that end at or before it are closed; null = none is")
            @Nullable
            Instant watermark) {}

    /** Of one dataset of the catalogue. */
    public Optional<OfDataset> of(String dataset) {
        return datasets.stream().filter(d -> d.dataset().equals(dataset)).findFirst();
    }
}
