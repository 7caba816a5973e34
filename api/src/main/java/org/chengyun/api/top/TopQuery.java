package org.chengyun.api.top;

import java.util.Optional;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.SeriesQuery;

/**
 * Rankings that someone asks for.
 *
 * @param window its name: {@code 1h}, {@code 5m/1m}
 * @param starts of the windows
 * @param limit most rows of one answer, 1 to 10,000
 * @param cursor where the answer before ended
 */
public record TopQuery(String metric, String window, Span starts, int limit, Optional<String> cursor) {
    public TopQuery {
        if (limit < 1 || limit > SeriesQuery.HIGHEST_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, got %d".formatted(SeriesQuery.HIGHEST_LIMIT, limit));
        }
    }

    /** A text that is the same for the same question, whatever the page. */
    String question(String definition, Snapshot snapshot) {
        return String.join(
                "\n",
                "top",
                definition,
                window,
                starts.toString(),
                snapshot.asOf().map(AsOf::toString).orElse(""));
    }
}
