package org.chengyun.dashboard.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real files through the front door give the answers that were computed of them elsewhere. */
class RealFilesIT {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final double KMH_PER_MPH = 1.609344;

    private CommandLine chengyun;

    @BeforeEach
    void connect() throws Exception {
        chengyun = new CommandLine(WholeStack.get().home());
    }

    private void load(String dataset, Path file) throws InterruptedException {
        var outcome = chengyun.run("load", dataset, file.toString());
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
    }

    private JsonNode query(String metric, String window, String from, String to) throws Exception {
        var outcome = chengyun.run("query", metric, "--window", window, "--from", from, "--to", to, "--json");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return new ObjectMapper().readTree(outcome.output());
    }

    private static Map<String, Long> counts(JsonNode truth) {
        Map<String, Long> counts = new TreeMap<>();
        truth.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }

    private static Map<String, Long> counts(Map<String, Totals> totals) {
        Map<String, Long> counts = new TreeMap<>();
        totals.forEach((key, total) -> counts.put(key, total.n()));
        return counts;
    }

    private static void assertMoments(Map<String, Totals> found, JsonNode truth, double scale) {
        assertThat(found.keySet()).isEqualTo(counts(truth).keySet());
        truth.properties().forEach(entry -> {
            Totals total = Objects.requireNonNull(found.get(entry.getKey()));
            assertThat(total.n())
                    .as("n of %s", entry.getKey())
                    .isEqualTo(entry.getValue().get("n").asLong());
            double mean = entry.getValue().get("mean").asDouble() * scale;
            assertThat(total.mean()).as("mean of %s", entry.getKey()).isCloseTo(mean, within(Math.abs(mean) * 1e-9));
            if (!entry.getValue().get("var").isNull()) {
                double variance = entry.getValue().get("var").asDouble() * scale * scale;
                assertThat(total.variance())
                        .as("variance of %s", entry.getKey())
                        .isCloseTo(variance, within(variance * 1e-9 + 1e-15));
            }
        });
    }

    private static String utcHour(JsonNode row) {
        return row.get("start").asText().substring(0, 13);
    }

    private static String newYorkHour(JsonNode row) {
        return OffsetDateTime.parse(row.get("start").asText())
                .atZoneSameInstant(NEW_YORK)
                .toLocalDateTime()
                .toString()
                .substring(0, 13);
    }

    private static String utc(String newYorkLocal) {
        return LocalDateTime.parse(newYorkLocal)
                .atZone(NEW_YORK)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toInstant()
                .toString();
    }

    @Test
    void shouldCountTheRequestsOfAPortal() throws Exception {
        // Given
        JsonNode truth = RealData.truth("portal-logs/truth-apache-combined-10k.json");
        Path file = RealData.file("portal-logs/apache-combined-10k.log.gz");
        String from = "2015-05-17T00:00:00Z";
        String to = "2015-05-21T00:00:00Z";

        // When: once, and once more, which must change nothing
        load("portal", file);
        load("portal", file);

        // Then
        assertThat(counts(Totals.by(query("portal.requests", "1h", from, to), RealFilesIT::utcHour)))
                .isEqualTo(counts(truth.get("hits_per_hour")));
        assertThat(counts(Totals.by(
                        query("portal.requests.status", "1d", from, to),
                        row -> row.get("status").asText())))
                .isEqualTo(counts(truth.get("status")));
        assertMoments(
                Totals.by(query("portal.bytes", "1h", from, to), RealFilesIT::utcHour),
                truth.get("bytes_per_hour_dash_excluded"),
                1);
        var paths = counts(Totals.by(
                query("portal.requests.path", "1d", from, to),
                row -> row.get("path").asText()));
        assertThat(paths).hasSize(truth.get("distinct_paths_without_query").asInt());
        truth.get("top10_paths_without_query")
                .forEach(top -> assertThat(paths)
                        .containsEntry(top.get(0).asText(), top.get(1).asLong()));
    }

    @Test
    void shouldAverageTheSpeedsOfDetectors() throws Exception {
        // Given
        JsonNode truth = RealData.truth("traffic/truth-nyc-dot-speeds-2019-03-21.json");

        // When
        load("traffic", RealData.file("traffic/nyc-dot-speeds-2019-03-21.csv.gz"));

        // Then
        String from = utc("2019-03-21T00:00:00");
        String to = utc("2019-03-22T00:00:00");
        assertMoments(
                Totals.by(
                        query("traffic.speed.site", "1h", from, to),
                        row -> row.get("site").asText()),
                truth.get("per_link"),
                KMH_PER_MPH);
        assertMoments(
                Totals.by(
                        query("traffic.speed.district", "1h", from, to),
                        row -> row.get("district").asText()),
                truth.get("borough_as_written"),
                KMH_PER_MPH);
    }

    @Test
    void shouldCountAndTimeTheCasesOfBothLayouts() throws Exception {
        for (String day : new String[] {"2013-12-25", "2022-05-01"}) {
            // Given
            JsonNode truth = RealData.truth("city-events/truth-nyc-311-%s.json".formatted(day));
            String name = "city-events/nyc-311-%s.csv".formatted(day);

            // When
            load("events", RealData.file(day.startsWith("2013") ? name + ".gz" : name));

            // Then
            String from = utc(day + "T00:00:00");
            String to = utc(LocalDateTime.parse(day + "T00:00:00").plusDays(1).toString() + ":00");
            assertThat(counts(Totals.by(query("events.opened", "1h", from, to), RealFilesIT::newYorkHour)))
                    .isEqualTo(counts(truth.get("created_per_hour")));
            assertThat(counts(Totals.by(
                            query("events.opened.type", "1h", from, to),
                            row -> row.get("type").asText())))
                    .isEqualTo(counts(truth.get("complaint_type_per_day").get(day)));
            assertThat(counts(Totals.by(
                            query("events.opened.district", "1h", from, to),
                            row -> row.get("district").asText())))
                    .isEqualTo(counts(truth.get("per_borough")));
            // The cases of one file were closed within a year of it, and at the earliest two months before.
            String closedFrom = LocalDateTime.parse(day + "T00:00:00").minusDays(90) + ":00Z";
            String closedTo = LocalDateTime.parse(day + "T00:00:00").plusDays(365) + ":00Z";
            assertMoments(
                    Totals.by(
                            query("events.closing_hours.agency", "1h", closedFrom, closedTo),
                            row -> row.get("agency").asText()),
                    truth.get("closing_hours_per_agency"),
                    1);
        }
    }
}
