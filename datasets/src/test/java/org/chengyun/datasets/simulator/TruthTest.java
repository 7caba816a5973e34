package org.chengyun.datasets.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chengyun.datasets.simulator.cases.CaseFeed;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.DeliveryStream;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.truth.TruthBook;
import org.chengyun.datasets.simulator.truth.TruthFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth against a recount of the files by a reader that knows the formats only. */
class TruthTest {
    private static final String FROM = "2026-11-18T05:47:00Z";
    private static final String UNTIL = "2026-11-18T07:04:00Z";

    @TempDir
    private static Path out;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Runs.run(out, FROM, UNTIL);
    }

    private static Recount recount() throws IOException {
        Map<String, String[]> sites = new HashMap<>();
        for (String line : Files.readAllLines(out.resolve("city/sites.csv"))) {
            String[] cells = line.split(",", -1);
            sites.put(cells[1], new String[] {cells[2], cells[3]});
        }
        return new Recount(sites, Instant.parse(UNTIL));
    }

    @Test
    void shouldKnowWhatTheDetectorsSaid() throws IOException {
        Recount recount = recount();
        recount.readings(Files.readAllBytes(out.resolve("traffic/detectors.ndjson")));

        assertThat(recount.lines).isGreaterThan(140_000);
        assertThat(recount.damage).isNotEmpty();
        compare(recount, out.resolve("truth/traffic"), true);
    }

    @Test
    void shouldKnowWhatTheAgenciesSaid() throws IOException {
        Recount recount = recount();
        recount.cases(Files.readAllBytes(out.resolve("events/cases.ndjson")));

        assertThat(recount.lines).isGreaterThan(1_000);
        compare(recount, out.resolve("truth/events"), true);
    }

    /** Cases are few, so it takes days to see every kind of damage. */
    @Test
    void shouldKnowEveryKindOfDamagedCase(@TempDir Path folder) throws IOException {
        // Given
        Feed feed = new CaseFeed(City.of(Runs.SEED), ZoneId.of("Asia/Shanghai"));
        long from = Instant.parse("2026-11-10T00:00:00Z").toEpochMilli();
        long until = Instant.parse(UNTIL).toEpochMilli();
        var book = new TruthBook(new TruthFiles(folder, true), feed.longestDelayMs(), feed.delayedAfterMs());
        var stream = new DeliveryStream(feed, from);
        var file = new ByteArrayOutputStream();
        // When
        for (Delivery d = stream.nextBefore(until); d != null; d = stream.nextBefore(until)) {
            if (d.observation().eventMs() >= from) {
                d.recordIn(book);
                file.writeBytes(d.line());
                file.write('\n');
            }
        }
        book.close();
        // Then
        Recount recount = recount();
        recount.cases(file.toByteArray());
        assertThat(recount.damage)
                .containsOnlyKeys("truncated", "not-utf8", "unreadable-time", "future-time", "missing-case-id");
        compare(recount, folder, true);
    }

    @Test
    void shouldKnowWhatThePortalSaid() throws IOException {
        assertThat(out.resolve("portal/access.log.2")).exists();
        Recount recount = recount();
        recount.requests(Runs.log(out.resolve("portal/access.log")));

        assertThat(recount.lines).isGreaterThan(100_000);
        assertThat(recount.damage).isNotEmpty();
        // Two requests can look alike in a log of whole seconds, so an outsider cannot tell repetitions.
        compare(recount, out.resolve("truth/portal"), false);
    }

    private static void compare(Recount recount, Path truth, boolean alsoOnce) throws IOException {
        Set<String> claimed = new HashSet<>();
        Map<String, Integer> arrivals = new HashMap<>();
        for (Path file : truth(truth)) {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                if (file.toString().endsWith("-arrivals.csv")) {
                    String[] cells = line.split(",", -1);
                    arrivals.merge(cells[0], Integer.parseInt(cells[1]), Integer::sum);
                } else {
                    claimed.add(compareRow(recount, line.split(",", -1), alsoOnce));
                }
            }
        }
        assertThat(claimed).isEqualTo(recount.values.keySet());
        assertThat(arrivals).containsEntry("delivered", recount.lines);
        assertThat(recount.damage)
                .allSatisfy((kind, records) -> assertThat(arrivals).containsEntry(kind, records));
        int unreadable = recount.damage.entrySet().stream()
                .filter(e -> !e.getKey().equals("unknown-site"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(arrivals.getOrDefault("unreadable", 0)).isEqualTo(unreadable);
        assertThat(arrivals).containsEntry("good", recount.lines - unreadable);
        if (alsoOnce) {
            int repeated = recount.values.values().stream().mapToInt(List::size).sum()
                    - recount.once.values().stream().mapToInt(List::size).sum();
            assertThat(repeated).isPositive();
        }
    }

    private static List<Path> truth(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !f.toString().endsWith("-happenings.csv")).toList();
        }
    }

    private static String compareRow(Recount recount, String[] row, boolean alsoOnce) {
        String key = String.join(",", row[0], row[1], row[2], row[4]);
        List<Double> values = recount.values.getOrDefault(key, List.of());
        same(key, "n", row[5], String.valueOf(values.size()));
        if (!row[6].isEmpty()) {
            compareMoments(key, row, 6, values);
            same(key, "min", Double.valueOf(row[9]), Collections.min(values));
            same(key, "max", Double.valueOf(row[10]), Collections.max(values));
        }
        if (alsoOnce) {
            List<Double> once = recount.once.getOrDefault(key, List.of());
            same(key, "n once", row[11], String.valueOf(once.size()));
            if (!row[12].isEmpty()) {
                compareMoments(key, row, 12, once);
            }
        }
        return key;
    }

    private static void compareMoments(String key, String[] row, int at, List<Double> values) {
        double sum = Recount.sum(values);
        near(key, "sum", row[at], sum);
        near(key, "mean", row[at + 1], sum / values.size());
        if (values.size() < 2) {
            assertThat(row[at + 2]).isEmpty();
        } else {
            near(key, "variance", row[at + 2], Recount.variance(values));
        }
    }

    private static void same(String key, String what, Object claimed, Object recounted) {
        if (!claimed.equals(recounted)) {
            fail("%s of %s: %s claimed, %s recounted", what, key, claimed, recounted);
        }
    }

    private static void near(String key, String what, String claimed, double recounted) {
        double tolerance = 1e-12 * Math.max(1, Math.abs(recounted));
        // Asked first, because there are some hundred thousand of them.
        if (!(Math.abs(Double.parseDouble(claimed) - recounted) <= tolerance)) {
            fail("%s of %s: %s claimed, %s recounted", what, key, claimed, recounted);
        }
    }

    @Test
    void shouldTellWhatHappened() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(out.resolve("truth"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("-happenings.csv")).toList()) {
                all.append(Files.readString(file));
            }
        }

        assertThat(all.toString()).contains("\nincident,", "\ndetector-outage,");
    }
}
