package org.chengyun.api.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the engine has read one partition, as its tables say. Immutable.
 *
 * @param nextOffset position: the next record to read
 * @param newest newest event time counted; empty if nothing came yet
 * @param activeAt when it last brought a record; empty if it never did
 * @param caughtUp whether everything that it holds was read then
 */
public record PartitionState(
        int partition, long nextOffset, Optional<Instant> newest, Optional<Instant> activeAt, boolean caughtUp) {
    /** Whether it has been silent so long that it no longer holds the watermark back. */
    boolean isIdle(Instant now, Duration idleAfter) {
        return caughtUp && activeAt.map(at -> !now.isBefore(at.plus(idleAfter))).orElse(true);
    }
}
