package org.chengyun.api.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many sessions lie in {@code [from, to)}. Immutable. */
@Schema(description = "How many sessions lie in [from, to)")
public record SessionClass(
        @Schema(examples = "60") double from,

        @Schema(nullable = true, description = "Exclusive; null = no limit", examples = "300") @Nullable
        Double to,

        @Schema(examples = "412") long sessions) {}
