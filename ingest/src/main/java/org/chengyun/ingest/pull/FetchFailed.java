package org.chengyun.ingest.pull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The source gave no document. To be tried again. */
final class FetchFailed extends Exception {
    private final transient @Nullable Duration retryAfter;

    FetchFailed(String message) {
        this(message, null);
    }

    /** @param retryAfter how long the source wants to be left alone; null if it does not say */
    FetchFailed(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
