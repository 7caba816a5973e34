package org.chengyun.api.top;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.datasets.catalogue.WindowSpec;

/** Compares each list with that of the window before. */
final class Ranks {
    private Ranks() {}

    /** @param rows of whole lists, those before the first that matters included */
    static List<RankedWindow> compared(WindowSpec window, List<RankedWindow> rows) {
        Map<Instant, Map<Long, Integer>> ranks = new HashMap<>();
        rows.forEach(row -> ranks.computeIfAbsent(row.window().start(), start -> new HashMap<>())
                .put(row.window().seriesNumber(), row.rank()));
        return rows.stream()
                .map(row -> {
                    Map<Long, Integer> before =
                            ranks.get(previous(window, row.window().start()));
                    // The reader's scope may hide all of a list that exists.
                    return before == null
                            ? row
                            : row.withPrevious(before.get(row.window().seriesNumber()), true);
                })
                .toList();
    }

    /** Start of the window before one. */
    static Instant previous(WindowSpec window, Instant start) {
        return Instant.ofEpochMilli(window.previousStartMs(start.toEpochMilli()));
    }
}
