package org.chengyun.api.quarantine;

import java.time.Instant;
import org.chengyun.api.catalogue.MetricDefinition.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rejected records of one dataset, feed and reason that wait in quarantine. */
@Schema(description = "Rejected records of one dataset, feed and reason that wait in quarantine")
public record QuarantineGroup(
        @Schema(examples = "traffic") String dataset,
        @Schema(examples = "detectors-north") String feed,

        @Schema(
                enumeration = {"ingest", "engine"},
                description = "Who rejected them: as they came, or as observations")
        String stage,

        @Schema(description = "Stable code", examples = "time-malformed")
        String reason,

        @Schema(examples = "17") long records,
        @Schema(description = "When the oldest came") Instant first,
        @Schema(description = "When the newest came") Instant last,

        @Schema(description = "Of them, how many a replay has read again in vain", examples = "0")
        long tried,

        @Schema(description = "What the reason means") Text meaning,
        @Schema(description = "What to do about it") Text advice) {}
