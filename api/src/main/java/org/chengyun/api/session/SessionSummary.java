package org.chengyun.api.session;

import java.util.List;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.trust.Trust;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All sessions of a metric together, read at one cut. Nobody's single session can be told from it. Immutable. */
@Schema(description = "All sessions of a metric that began in a time, together, read at one cut")
public record SessionSummary(
        @Schema(examples = "portal.sessions.service") String metric,

        @Schema(description = "id@version", examples = "portal.sessions.service@1")
        String definition,

        @Schema(description = "The gap that ends a session", examples = "30m")
        String session,

        @Schema(
                description = "By which they are grouped: those that do not tell people apart",
                examples = "[\"service\"]")
        List<String> dimensions,

        @Schema(description = "Coverage is null: nobody knows how many sessions to expect")
        Trust trust,

        SessionGroup total,

        @Schema(description = "The most sessions first") List<SessionGroup> groups,

        @Schema(description = "How many groups there are, with those left out", examples = "14")
        long groupsInAll,

        @Schema(description = "By when they began") List<SessionWindow> windows,

        @Schema(description = "By length in seconds; empty where 'total' has no spread")
        List<SessionClass> lengths,

        @Schema(description = "By observations; empty where 'total' has no spread")
        List<SessionClass> sizes,

        @Schema(
                description =
                        "Observations of series over the limit, whose sessions cannot be told apart; in no number "
                                + "above",
                examples = "0")
        long overLimit,

        @Schema(nullable = true, description = "If the time reaches back before what is kept; else null") @Nullable
        NotKept notKept) {
    public SessionSummary {
        dimensions = List.copyOf(dimensions);
        groups = List.copyOf(groups);
        windows = List.copyOf(windows);
        lengths = List.copyOf(lengths);
        sizes = List.copyOf(sizes);
    }
}
