package org.chengyun.api.session;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sessions that have something in common, together. Immutable. */
@Schema(description = "Sessions that have something in common, together")
public record SessionGroup(
        @Schema(
                description = "Value by dimension; null = the observations had none",
                examples = "{\"service\": \"tax\"}")
        Map<String, @Nullable String> by,

        @Schema(examples = "1284") long sessions,

        @Schema(description = "How many of them may still grow", examples = "31")
        long open,

        @Schema(description = "Observations in them", examples = "10940")
        long observations,

        @Schema(
                nullable = true,
                description = "From the first to the last observation, in seconds; 0 of a single one. Null without "
                        + "sessions, and below 5 where sessions are people's")
        @Nullable
        SessionSpread seconds,

        @Schema(nullable = true, description = "Observations of a session; null like seconds") @Nullable
        SessionSpread each) {}
