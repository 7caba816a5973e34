package org.chengyun.api.quarantine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Records in quarantine, read again. */
@Schema(description = "Records in quarantine, read again")
public record QuarantineReplay(
        long number,
        String dataset,
        @Nullable String feed,
        @Nullable String reason,
        @Nullable String format,

        @Schema(description = "Whether it only tries: nothing is sent and nothing changes")
        boolean dry,

        @Schema(enumeration = {"waiting", "running", "done", "failed", "cancelled"})
        String state,

        @Schema(description = "Why it failed, or what it waits for; may be empty")
        String detail,

        @Schema(description = "Records looked at so far: replayed + kept")
        long tried,

        @Schema(description = "Records that can be read now; unless dry, they are in Kafka")
        long replayed,

        @Schema(description = "Observations that those became")
        long observations,

        @Schema(description = "Records that stay") long kept,

        @Schema(description = "Of those that stay, how many for which reason")
        Map<String, Long> reasons,

        @Schema(description = "Some of both") List<Sample> samples,

        String requestedBy,
        @Nullable Instant requestedAt,
        @Nullable Instant endedAt,

        @Schema(description = "Who took it back while it waited") @Nullable
        String cancelledBy) {
    public QuarantineReplay {
        reasons = Map.copyOf(reasons);
        samples = List.copyOf(samples);
    }

    /** An example. */
    public record Sample(
            @Schema(description = "Of the record") long number,

            @Schema(description = "Whether it can be read now")
            boolean isReadable,

            @Schema(description = "What is observed, or why it cannot be read")
            String text) {}
}
