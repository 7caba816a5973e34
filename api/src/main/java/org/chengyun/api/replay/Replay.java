package org.chengyun.api.replay;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A metric computed again over the retained log.
 *
 * @param purpose {@code switch}: the new numbers take the place of the old; {@code compare}: they are compared and dropped
 * @param from oldest event time that counts; null = as far back as the log goes
 * @param to event time before which observations count; null = up to now
 * @param state {@code waiting}, {@code running}, {@code done} or {@code failed}
 * @param version the version that the metric has when it is done; null before it began
 * @param recordsLeft behind the live job; null = not known yet
 * @param windows that were compared; null if none were
 * @param different of them; 0 = the stored numbers are what the log gives
 */
@Schema(name = "Replay")
public record Replay(
        long number,
        String metric,
        String purpose,
        @Nullable Instant from,
        @Nullable Instant to,
        String state,
        String detail,
        @Nullable Integer version,
        long recordsRead,
        @Nullable Long recordsLeft,
        @Nullable Long windows,
        @Nullable Long different,
        String requestedBy,
        @Nullable Instant requestedAt,
        @Nullable Instant endedAt) {
    static Replay of(ReplayRecord row) {
        return new Replay(
                row.number == null ? 0 : row.number,
                row.metric,
                row.purpose,
                row.from,
                row.to,
                row.state,
                row.detail,
                row.version,
                row.recordsRead,
                row.recordsLeft,
                row.windows,
                row.different,
                row.requestedBy,
                row.requestedAt,
                row.endedAt);
    }
}
