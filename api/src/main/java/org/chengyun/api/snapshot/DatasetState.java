package org.chengyun.api.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a dataset had come at a snapshot. Immutable.
 *
 * @param cut highest cut of the dataset; 0 before the first
 * @param watermark windows with an end at or before it are closed; empty = none is
 * @param newestEventTime of any observation counted so far
 */
public record DatasetState(long cut, Optional<Instant> watermark, Optional<Instant> newestEventTime) {
    /** Whether a window that ends there (exclusive) is closed. */
    public boolean isClosed(Instant end) {
        return watermark.isPresent() && !end.isAfter(watermark.get());
    }
}
