package org.chengyun.launcher.api;

import java.time.Duration;

/** The application, or something that it needs, cannot be reached now; asking again later may help. */
public final class AwayException extends Exception {
    private final Duration retryAfter;

    AwayException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** What the application asked for; zero if it did not. */
    Duration retryAfter() {
        return retryAfter;
    }
}
