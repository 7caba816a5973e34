package org.chengyun.api.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.kept.NotKept;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an audit found. Immutable. */
@Schema(description = "What an audit found")
@JsonIgnoreProperties(
        value = {"conserved", "notKept"},
        allowGetters = true)
public record Verdict(
        @Schema(description = "Cuts that were checked", examples = "432000")
        long cuts,

        @Schema(nullable = true, description = "null = there was none", examples = "1001") @Nullable
        Long firstCut,

        @Schema(nullable = true, examples = "433000") @Nullable
        Long lastCut,

        @Schema(description = "Events read", examples = "43200000")
        long eventsIn,

        @Schema(description = "Counted by a metric", examples = "43100000")
        long counted,

        @Schema(description = "Counted by none", examples = "99000")
        long filtered,

        @Schema(description = "Repeated readings, which did not count again", examples = "0")
        long duplicates,

        @Schema(description = "Rejected, and kept with the reason", examples = "1000")
        long quarantined,

        @Schema(description = "Of those counted: came after the watermark", examples = "120")
        long late,

        @Schema(description = "How many things do not add up", examples = "0")
        long faultCount,

        @Schema(description = "The first hundred of them") List<Fault> faults,

        @Schema(
                nullable = true,
                description =
                        "The range reaches back before it, where cuts are no longer kept: nothing was found out about them")
        @Nullable
        Instant keptFrom) {
    public Verdict {
        faults = List.copyOf(faults);
    }

    /** The same as a sentence; null if all cuts of the range were kept. */
    @JsonProperty
    public MetricDefinition.@Nullable Text notKept() {
        return keptFrom == null ? null : NotKept.ofCuts(keptFrom).text();
    }

    /** Whether every event was accounted for, once. */
    @JsonProperty
    public boolean conserved() {
        return faultCount == 0;
    }
}
