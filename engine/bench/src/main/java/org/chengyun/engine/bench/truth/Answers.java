package org.chengyun.engine.bench.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** Turns exact sums into the rows that a query must give. */
final class Answers {
    private Answers() {}

    /** Every window of {@code length} minutes, one a minute, that holds an event. */
    static List<StatRow> windows(Sums sums, int keys, int length, IntFunction<String> name) {
        List<StatRow> rows = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            String text = name.apply(key);
            for (int first = 1 - length; first < Minutes.COUNT; first++) {
                int from = Math.max(first, 0);
                int to = Math.min(first + length, Minutes.COUNT);
                if (sums.count(key, from, to) > 0) {
                    rows.add(sums.row(text, key, from, to, Minutes.startMs(first)));
                }
            }
        }
        return rows;
    }

    /** The keys with the largest totals of each window; of equal ones the first by name. */
    static List<TopRow> tops(Sums sums, int keys, int length, int places, IntFunction<String> name) {
        List<TopRow> rows = new ArrayList<>();
        for (int first = 1 - length; first < Minutes.COUNT; first++) {
            List<TopRow> all = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                int from = Math.max(first, 0);
                int to = Math.min(first + length, Minutes.COUNT);
                if (sums.count(key, from, to) > 0) {
                    all.add(new TopRow(Minutes.startMs(first), 0, name.apply(key), sums.total(key, from, to)));
                }
            }
            all.sort(Comparator.comparingDouble(TopRow::score).reversed().thenComparing(TopRow::key));
            for (int rank = 1; rank <= Math.min(places, all.size()); rank++) {
                TopRow row = all.get(rank - 1);
                rows.add(new TopRow(row.startMs(), rank, row.key(), row.score()));
            }
        }
        return rows;
    }
}
