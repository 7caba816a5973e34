package org.chengyun.api.quarantine;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record in quarantine. */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
@Schema(description = "A record in quarantine")
public record RejectedRecord(
        @Schema(examples = "4711") long number,
        @Schema(description = "When it came") Instant at,
        @Schema(examples = "traffic") String dataset,
        @Schema(examples = "detectors-north") String feed,
        @Schema(examples = "ingest") String stage,
        @Schema(examples = "time-malformed") String reason,

        @Schema(nullable = true, description = "Why it came here, if a replay found another reason") @Nullable
        String firstReason,

        @Schema(description = "What was found and where in the record")
        String detail,

        @Schema(description = "Where it stood", examples = "north.csv, byte 4096")
        String source,

        @Schema(nullable = true, description = "Format it was read in, if that is known", examples = "detector-csv")
        @Nullable
        String format,

        @Schema(nullable = true, description = "When a replay read it again in vain") @Nullable
        Instant triedAt,

        @Schema(description = "How many bytes are kept", examples = "61")
        int length,

        @Schema(
                nullable = true,
                description = "All kept bytes, in base64; null if they may name people and the caller is no admin")
        byte @Nullable [] bytes,

        @Schema(
                nullable = true,
                description =
                        "The first of them as text that is safe to show: \\n, \\xNN, \\uNNNN for what is not; null as bytes")
        @Nullable
        String text,

        @Schema(nullable = true, examples = "UTF-8") @Nullable
        String charset,

        @Schema(description = "True if the text does not show all")
        boolean isCut) {}
