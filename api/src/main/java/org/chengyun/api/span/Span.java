package org.chengyun.api.span;

import java.time.Instant;
import java.util.Optional;

/** A span of event time, {@code [start, end)}; empty if both are equal. Immutable. */
public record Span(Instant start, Instant end) {
    /** Before and after every observation that can be stored. */
    public static final Span ALWAYS =
            new Span(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

    public Span {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("a span cannot end before it starts: [%s, %s)".formatted(start, end));
        }
    }

    /** From or to may be left open. */
    public static Span of(Optional<Instant> start, Optional<Instant> end) {
        return new Span(within(start.orElse(ALWAYS.start)), within(end.orElse(ALWAYS.end)));
    }

    private static Instant within(Instant instant) {
        return earlier(later(instant, ALWAYS.start), ALWAYS.end);
    }

    public boolean isEmpty() {
        return start.equals(end);
    }

    /** The part before {@code limit}; empty if there is none. */
    public Span until(Instant limit) {
        return new Span(start, later(start, earlier(end, limit)));
    }

    /** The part from {@code limit} on; empty if there is none. */
    public Span since(Instant limit) {
        return new Span(earlier(end, later(start, limit)), end);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
