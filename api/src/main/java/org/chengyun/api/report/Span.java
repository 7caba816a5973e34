package org.chengyun.api.report;

import java.time.Instant;

/** A span of event time, {@code [start, end)}. */
public record Span(Instant start, Instant end) {
    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a span must end after it starts, got [%s, %s)".formatted(start, end));
        }
    }
}
