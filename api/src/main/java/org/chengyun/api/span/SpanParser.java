package org.chengyun.api.span;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads the parameters {@code from} and {@code to}. */
public final class SpanParser {
    private SpanParser() {}

    /**
     * Either may be left out.
     *
     * @throws ProblemException {@code time-malformed}, {@code range-empty}
     */
    public static Span parse(@Nullable String from, @Nullable String to) {
        Optional<Instant> start = instant("from", from);
        Optional<Instant> end = instant("to", to);
        if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
            throw new ProblemException(
                    ProblemCode.RANGE_EMPTY,
                    "'from' must lie before 'to'; got from=%s, to=%s.".formatted(start.get(), end.get()));
        }
        return Span.of(start, end);
    }

    private static Optional<Instant> instant(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemCode.TIME_MALFORMED,
                    "'%s' must be an ISO 8601 time with offset, such as 2026-11-21T08:00:00Z or 2026-11-21T16:00:00%%2B08:00; got '%s'."
                            .formatted(parameter, text));
        }
    }
}
