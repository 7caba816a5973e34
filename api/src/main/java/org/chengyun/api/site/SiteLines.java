package org.chengyun.api.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code sites.csv}: columns by name in the first line, in any order. Pure. */
final class SiteLines {
    private static final List<String> REQUIRED = List.of("dataset", "site", "interval_s");

    private SiteLines() {}

    /** One site as written. */
    record Line(
            String dataset,
            String site,
            @Nullable String road,
            @Nullable String district,
            @Nullable Double lon,
            @Nullable Double lat,
            int intervalSeconds,
            boolean active,
            @Nullable String controller) {}

    /** A line that cannot be used; lines count from 1. */
    record Rejected(int line, String reason, String detail) {}

    /** Every line but the first is in one of both. */
    record Read(List<Line> sites, List<Rejected> rejected) {}

    static Read read(List<String> lines) {
        List<Line> sites = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        Map<String, Integer> columns = columns(lines.isEmpty() ? "" : lines.getFirst());
        List<String> missing =
                REQUIRED.stream().filter(name -> !columns.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            rejected.add(new Rejected(1, "columns-missing", String.join(", ", missing)));
            return new Read(sites, rejected);
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                read(i + 1, new Cells(columns, CsvLine.split(lines.get(i))), sites, rejected);
            }
        }
        return new Read(sites, rejected);
    }

    private static Map<String, Integer> columns(String header) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> names = CsvLine.split(header.replace("\uFEFF", ""));
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i).strip().toLowerCase(Locale.ROOT), i);
        }
        return columns;
    }

    private record Cells(Map<String, Integer> columns, List<String> values) {
        Optional<String> text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= values.size()
                    ? Optional.empty()
                    : Optional.of(values.get(index).strip()).filter(value -> !value.isEmpty());
        }

        @Nullable
        Double number(String column) {
            return text(column).map(Double::valueOf).orElse(null);
        }
    }

    private static void read(int line, Cells cells, List<Line> sites, List<Rejected> rejected) {
        for (String column : REQUIRED) {
            if (cells.text(column).isEmpty()) {
                rejected.add(new Rejected(line, "value-missing", column));
                return;
            }
        }
        try {
            int intervalSeconds = cells.text("interval_s").map(Integer::valueOf).orElseThrow();
            if (intervalSeconds <= 0) {
                rejected.add(new Rejected(line, "out-of-range", "interval_s must be positive, got " + intervalSeconds));
                return;
            }
            sites.add(new Line(
                    cells.text("dataset").orElseThrow(),
                    cells.text("site").orElseThrow(),
                    cells.text("road").orElse(null),
                    cells.text("district").orElse(null),
                    cells.number("lon"),
                    cells.number("lat"),
                    intervalSeconds,
                    cells.text("active").map(SiteLines::isYes).orElse(true),
                    cells.text("controller").orElse(null)));
        } catch (NumberFormatException e) {
            rejected.add(new Rejected(line, "number-malformed", "" + e.getMessage()));
        }
    }

    private static boolean isYes(String text) {
        return List.of("true", "t", "yes", "y", "1").contains(text.toLowerCase(Locale.ROOT));
    }
}
