package org.chengyun.api.trust;

import java.time.Instant;
import org.chengyun.api.snapshot.DatasetState;

/** Up to where observations of a window can have come at all. */
record ReachedEnd(DatasetState state) {
    /** The window's end; for an open window the newest event time if that is earlier. */
    Instant of(ObservedWindow window) {
        Instant end = window.end();
        if (state.isClosed(end)) {
            return end;
        }
        return state.newestEventTime()
                .filter(newest -> newest.isBefore(end) && newest.isAfter(window.start()))
                .orElse(end);
    }
}
