package org.chengyun.api.window;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What fits into one answer. Immutable.
 *
 * @param next cursor of the page behind it; null if it is the last
 */
public record Page<R>(List<R> rows, @Nullable String next) {
    /**
     * The first of what was read.
     *
     * @param read one row more than the limit, if there are so many, tells that there is a next page
     * @param cursor of a row, behind which the next page begins
     */
    public static <R> Page<R> of(List<R> read, int limit, Function<R, String> cursor) {
        List<R> rows = List.copyOf(read.subList(0, Math.min(read.size(), limit)));
        return new Page<>(rows, read.size() > limit ? cursor.apply(rows.getLast()) : null);
    }
}
