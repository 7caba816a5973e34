package org.chengyun.api.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.trust.Trust;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sessions of a metric, all read at one cut. Immutable. */
@Schema(description = "Sessions of a metric, all read at one cut, by start, then dimensions")
public record SessionAnswer(
        @Schema(examples = "traffic.congestion.site") String metric,

        @Schema(description = "id@version", examples = "traffic.congestion.site@1")
        String definition,

        @Schema(description = "Unit of sum, mean, min, max; empty for counts", examples = "km/h")
        String unit,

        @Schema(description = "The gap that ends a session", examples = "10m")
        String session,

        @Schema(examples = "[\"site\"]") List<String> dimensions,

        @Schema(description = "Coverage is null: nobody knows how many sessions to expect")
        Trust trust,

        List<SessionRow> sessions,

        @Schema(nullable = true, description = "If the answer was asked for as of an earlier moment; else null")
        @Nullable
        KnownThen asOf,

        @Schema(nullable = true, description = "What of the range is no longer kept, and left out; null if all is kept")
        @Nullable
        NotKept notKept,

        @Schema(nullable = true, description = "Pass as 'cursor' for the next page; null = this was the last") @Nullable
        String next,

        @JsonIgnore boolean isOfPeople) {
    public SessionAnswer {
        sessions = List.copyOf(sessions);
    }
}
