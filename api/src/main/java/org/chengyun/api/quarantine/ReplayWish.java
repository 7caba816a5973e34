package org.chengyun.api.quarantine;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which records are to be read again.
 *
 * @param feed null = of all feeds
 * @param reason null = for whatever reason
 * @param format one of the dataset's; null = what the feed has now, or else what they were read in
 * @param dry true: say what would become of them, and change nothing
 */
public record ReplayWish(
        @Schema(examples = "traffic") @Nullable String dataset,
        @Schema(examples = "detectors-north") @Nullable String feed,
        @Schema(examples = "time-malformed") @Nullable String reason,
        @Schema(examples = "detector-csv") @Nullable String format,
        boolean dry) {}
