package org.chengyun.api.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of a series, whatever the metric; ordered as answers are: by start, then dimensions by code points, none last.
 */
public record SeriesKey(Instant start, List<@Nullable String> dimensions) implements Comparable<SeriesKey> {
    private static final Comparator<@Nullable String> CODE_POINTS =
            Comparator.nullsLast((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));

    static SeriesKey of(SeriesWindow window) {
        return new SeriesKey(window.start(), window.dimensions());
    }

    /** Of the page that ends with it. */
    Position position() {
        return new Position(start, dimensions);
    }

    @Override
    public int compareTo(SeriesKey that) {
        int order = start.compareTo(that.start);
        for (int i = 0; order == 0 && i < dimensions.size(); i++) {
            order = CODE_POINTS.compare(dimensions.get(i), that.dimensions.get(i));
        }
        return order;
    }
}
