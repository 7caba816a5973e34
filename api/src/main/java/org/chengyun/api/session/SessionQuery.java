package org.chengyun.api.session;

import java.util.Optional;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesQuery;

/**
 * Sessions of a metric that someone asks for.
 *
 * @param starts of the sessions
 * @param limit most rows of one answer, 1 to {@link SeriesQuery#HIGHEST_LIMIT}
 * @param cursor where the answer before ended
 */
public record SessionQuery(String metric, Span starts, By by, int limit, Optional<String> cursor) {
    public SessionQuery {
        if (limit < 1 || limit > SeriesQuery.HIGHEST_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, got %d".formatted(SeriesQuery.HIGHEST_LIMIT, limit));
        }
    }
}
