package org.chengyun.api.span;

/**
 * Stored windows of one size, end to end.
 *
 * @param sizeSeconds of each window
 * @param span the starts of the windows lie in it
 */
public record Segment(int sizeSeconds, Span span) {}
