package org.chengyun.api.session;

import java.time.Instant;
import org.chengyun.api.trust.Finality;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sessions that began in one window, together. Immutable. */
@Schema(description = "Sessions that began in a window [start, end), together; windows without any are left out")
public record SessionWindow(
        @Schema(examples = "2026-11-21T08:00:00Z") Instant start,

        @Schema(description = "Exclusive", examples = "2026-11-21T09:00:00Z")
        Instant end,

        SessionGroup all,

        @Schema(description = "provisional: more may begin in it, or one of them may grow")
        Finality finality,

        @Schema(description = "How often sessions of it changed after they were final", examples = "0")
        long revision,

        @Schema(description = "Observations in them that came after the watermark had passed them", examples = "0")
        long late) {}
