package org.chengyun.api.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An audit that was just made. Immutable. */
@Schema(description = "An audit that was just made")
public record AuditAnswer(
        @Schema(nullable = true, description = "Cuts committed at or after it; null = from the first") @Nullable
        Instant from,

        @Schema(nullable = true, description = "Cuts committed before it; null = to the newest") @Nullable
        Instant to,

        @Schema(description = "Whether every event of every dataset was accounted for, once")
        boolean conserved,

        List<OfDataset> datasets) {
    public AuditAnswer {
        datasets = List.copyOf(datasets);
    }

    /** What it found of one dataset. */
    public record OfDataset(
            @Schema(examples = "traffic") String dataset,
            @JsonUnwrapped Verdict verdict) {}
}
