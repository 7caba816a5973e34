package org.chengyun.engine.core.batch;

import java.time.Instant;

/**
 * A record that is kept because it could not be counted.
 *
 * @param at when it was received
 * @param stage {@code ingest} or {@code engine}
 * @param reason stable code
 * @param source where it stood, for people
 * @param offset with topic and partition the record that brought it here: nothing is kept twice
 * @param readAs what ingest wrote of how it was being read, for ingest; empty if nothing
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
public record Quarantined(
        Instant at,
        String dataset,
        String feed,
        String stage,
        String reason,
        String detail,
        String source,
        byte[] bytes,
        String topic,
        int partition,
        long offset,
        String readAs) {}
