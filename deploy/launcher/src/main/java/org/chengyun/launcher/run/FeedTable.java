package org.chengyun.launcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.chengyun.launcher.table.Aligned;
import org.chengyun.launcher.table.Aligned.Side;

/** How the feeds stand, for people. */
final class FeedTable {
    private static final List<Side> SIDES =
            List.of(Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final Instant now;

    FeedTable(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** @param status answer of {@code GET /api/v1/status} */
    void print(JsonNode status, PrintStream out) {
        out.println("cut %,d; times in %s".formatted(status.path("cut").asLong(), zone.getId()));
        out.println();
        var table = new Aligned(SIDES)
                .row(List.of("dataset", "watermark", "newest event", "behind", "last commit", "quarantined"));
        status.path("datasets").forEach(dataset -> table.row(row(dataset)));
        table.print(out);
        status.path("datasets").forEach(dataset -> printReasons(dataset, out));
        status.path("datasets").forEach(dataset -> printEngines(dataset, out));
        status.path("datasets").forEach(dataset -> printOverLimits(dataset, out));
    }

    private List<String> row(JsonNode dataset) {
        return List.of(
                dataset.path("dataset").asText(),
                moment(dataset.path("watermark")),
                moment(dataset.path("newestEventTime")),
                dataset.path("lagRecords").isNumber()
                        ? "%,d".formatted(dataset.path("lagRecords").asLong())
                        : "-",
                ago(dataset.path("committedAt")),
                "%,d".formatted(dataset.path("quarantinedRecords").asLong()));
    }

    private static void printReasons(JsonNode dataset, PrintStream out) {
        if (dataset.path("quarantine").isEmpty()) {
            return;
        }
        String reasons = StreamSupport.stream(dataset.path("quarantine").spliterator(), false)
                .map(one -> "%s %,d"
                        .formatted(
                                one.path("reason").asText(), one.path("records").asLong()))
                .collect(Collectors.joining(", "));
        out.println("quarantined in %s: %s".formatted(dataset.path("dataset").asText(), reasons));
    }

    private void printEngines(JsonNode dataset, PrintStream out) {
        for (JsonNode engine : dataset.path("engines")) {
            out.println("engine of %s: %s, %s, 99 of 100 records visible within %,d ms (target %,d), said %s"
                    .formatted(
                            dataset.path("dataset").asText(),
                            words(engine.path("condition")),
                            words(engine.path("pace")),
                            engine.path("delayP99Ms").asLong(),
                            engine.path("delayTargetMs").asLong(),
                            ago(engine.path("at"))));
            if (!engine.path("warning").asText().isEmpty()) {
                out.println("  warning: " + engine.path("warning").asText());
            }
        }
    }

    private static String words(JsonNode name) {
        return name.asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void printOverLimits(JsonNode dataset, PrintStream out) {
        for (JsonNode metric : dataset.path("overLimits")) {
            out.println("over the limit of series: %s, %,d observations counted as other, the last %s"
                    .formatted(
                            metric.path("metric").asText(),
                            metric.path("observations").asLong(),
                            ago(metric.path("newest"))));
        }
    }

    private String moment(JsonNode time) {
        return time.isTextual() ? MOMENT.format(Instant.parse(time.asText()).atZone(zone)) : "-";
    }

    private String ago(JsonNode time) {
        if (!time.isTextual()) {
            return "never";
        }
        Duration ago = Duration.between(Instant.parse(time.asText()), now);
        if (ago.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, ago.toSeconds()) + " s ago";
        }
        return ago.compareTo(Duration.ofHours(2)) < 0 ? ago.toMinutes() + " min ago" : moment(time);
    }
}
