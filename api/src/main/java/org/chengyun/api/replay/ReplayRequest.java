package org.chengyun.api.replay;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to be computed again.
 *
 * @param compare true: compare with the stored numbers and drop; false: take their place
 */
record ReplayRequest(
        @Schema(examples = "traffic.speed.road") @Nullable String metric,
        @Schema(examples = "2026-11-20T00:00:00Z") @Nullable String from,
        @Schema(examples = "2026-11-21T00:00:00Z") @Nullable String to,
        boolean compare) {}
