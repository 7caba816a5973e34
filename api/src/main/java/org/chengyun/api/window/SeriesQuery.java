package org.chengyun.api.window;

import java.util.Optional;
import org.chengyun.api.span.Span;

/**
 * Windows of a metric that someone asks for.
 *
 * @param window its name: {@code 1h}, {@code 5m/1m}
 * @param starts of the windows
 * @param limit most rows of one answer, 1 to 10,000
 * @param cursor where the answer before ended
 */
public record SeriesQuery(String metric, String window, Span starts, By by, int limit, Optional<String> cursor) {
    /** Rows of one answer unless asked otherwise. */
    public static final int USUAL_LIMIT = 1_000;
    /** Most rows of one answer. */
    public static final int HIGHEST_LIMIT = 10_000;

    public SeriesQuery {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to %d, got %d".formatted(HIGHEST_LIMIT, limit));
        }
    }

    /** Everything in that time, up to the highest limit. */
    public static SeriesQuery of(String metric, String window, Span starts) {
        return new SeriesQuery(metric, window, starts, By.EVERYTHING, HIGHEST_LIMIT, Optional.empty());
    }
}
