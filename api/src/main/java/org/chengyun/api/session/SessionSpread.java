package org.chengyun.api.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a number spreads over sessions. Exact: percentiles are nearest-rank, of the stored sessions themselves. Immutable. */
@Schema(description = "How a number spreads over sessions; exact, percentiles by nearest rank")
public record SessionSpread(
        @Schema(examples = "274.2") double mean,
        @Schema(examples = "131") double p50,
        @Schema(examples = "702") double p90,
        @Schema(examples = "871") double p99,
        @Schema(examples = "899") double max) {}
