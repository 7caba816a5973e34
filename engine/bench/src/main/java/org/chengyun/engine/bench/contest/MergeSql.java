package org.chengyun.engine.bench.contest;

import java.util.List;
import java.util.stream.Collectors;

/** The statement that makes a repeated result replace the earlier one. */
public final class MergeSql {
    private static final List<String> STATS = List.of("n", "mean", "variance", "min", "max");
    private static final List<String> VIEWS =
            List.of("n", "mean", "variance", "min", "max", "c2xx", "c3xx", "c4xx", "c5xx");
    private static final List<String> TOPS = List.of("key", "score");

    private MergeSql() {}

    /** From a table of the same columns. */
    static String of(Contest.Query query, String source) {
        return "insert into %s select * from %s %s".formatted(query.table(), source, onConflict(query));
    }

    /** For one row by JDBC parameters in the order of the table's columns; drivers can batch it. */
    public static String ofOneRow(Contest.Query query) {
        String parameters = isTop(query)
                ? "?, ?, ?, ?"
                : "?, ?" + ", ?".repeat(values(query).size());
        return "insert into %s values (%s) %s".formatted(query.table(), parameters, onConflict(query));
    }

    private static String onConflict(Contest.Query query) {
        String key = isTop(query) ? "window_start, rank" : "key, window_start";
        String sets = values(query).stream()
                .map(column -> "%1$s = excluded.%1$s".formatted(column))
                .collect(Collectors.joining(", "));
        return "on conflict (%s) do update set %s".formatted(key, sets);
    }

    private static boolean isTop(Contest.Query query) {
        return query == Contest.Query.Q3 || query == Contest.Query.Q5;
    }

    private static List<String> values(Contest.Query query) {
        if (isTop(query)) {
            return TOPS;
        }
        return query == Contest.Query.Q4 ? VIEWS : STATS;
    }
}
