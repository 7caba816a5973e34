package org.chengyun.api.trust;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window whose coverage is asked for.
 *
 * @param start inclusive
 * @param end exclusive
 * @param dimensions values in the order of the metric's dimensions
 * @param n observations counted
 */
public record ObservedWindow(Instant start, Instant end, List<@Nullable String> dimensions, long n) {}
