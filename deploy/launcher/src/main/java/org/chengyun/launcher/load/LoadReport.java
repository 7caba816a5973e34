package org.chengyun.launcher.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was loaded, file by file and together. Not thread-safe. */
final class LoadReport {
    private final List<LoadStatus> loaded = new ArrayList<>();

    /** Adds a file and gives its line. */
    String add(String name, LoadStatus status) {
        loaded.add(status);
        return name + ": " + numbers(status) + (status.format().isEmpty() ? "" : " [" + status.format() + "]");
    }

    /** The line of all files; empty if there is but one. */
    String total() {
        if (loaded.size() < 2) {
            return "";
        }
        Map<String, Long> quarantined = new TreeMap<>();
        loaded.forEach(
                status -> status.quarantined().forEach((reason, count) -> quarantined.merge(reason, count, Long::sum)));
        LoadStatus sum = new LoadStatus(
                "",
                "",
                0,
                loaded.stream().mapToLong(LoadStatus::read).sum(),
                loaded.stream().mapToLong(LoadStatus::observations).sum(),
                loaded.stream().mapToLong(LoadStatus::filtered).sum(),
                quarantined,
                true,
                true);
        return "total of " + loaded.size() + " files: " + numbers(sum);
    }

    private static String numbers(LoadStatus status) {
        String reasons = status.quarantined().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return "%,d read, %,d counted%s, %,d filtered, %,d quarantined%s"
                .formatted(
                        status.read(),
                        status.counted(),
                        status.observations() == status.counted()
                                ? ""
                                : " as %,d observations".formatted(status.observations()),
                        status.filtered(),
                        status.quarantinedRecords(),
                        reasons.isEmpty() ? "" : " (" + reasons + ")");
    }
}
