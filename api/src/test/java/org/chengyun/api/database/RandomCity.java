package org.chengyun.api.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** A metric with random windows, observations and watermark, in the engine's tables. */
public record RandomCity(DefinedMetric metric, List<Observation> observations, Optional<Instant> watermark) {
    public static final Instant START = Instant.parse("2026-03-07T00:00:00Z");
    public static final long CUT = 7;
    private static final List<List<String>> WINDOWS = List.of(
            List.of("1m", "1h", "1d"),
            List.of("1m", "5m/1m", "1h", "1d"),
            List.of("1h", "1d"),
            List.of("10s", "1m/10s", "5m", "1h/5m"),
            List.of("15m", "6h/15m", "1d", "7d"),
            List.of("4m/2m", "3m"),
            List.of("1m", "1h", "day", "week"),
            List.of("15m", "1d", "day", "month"));

    /** @param ranked length of a ranking by a random statistic; empty = no ranking */
    public static RandomCity fill(Connection connection, Random random, Optional<Integer> ranked) throws SQLException {
        boolean count = random.nextInt(4) == 0;
        List<String> by = ranked.isEmpty() && random.nextInt(4) == 0 ? List.of() : List.of("road");
        Metric metric = metric(random, count, by, ranked);
        Duration span = Duration.ofHours(1 + random.nextInt(60));
        List<Observation> observations = observations(random, by, span);
        Optional<Instant> watermark = random.nextInt(5) == 0
                ? Optional.empty()
                : Optional.of(START.plusMillis(random.nextLong(span.toMillis() * 5 / 4)));
        var tables = new EngineTables(connection);
        var filled = tables.fill(metric, observations, watermark, CUT);
        if (watermark.isPresent()) {
            tables.watermark(TestMetrics.dataset(), watermark.get(), CUT);
        }
        var defined = new DefinedMetric(metric, TestMetrics.dataset(), OptionalInt.of(filled.metricNumber()), 1);
        return new RandomCity(defined, observations, watermark);
    }

    /** The tables say that every closed window with late observations was revised once; an open one never was. */
    public int revision(WindowSpec window, Instant start, OnePass truth) {
        boolean closed = watermark.isPresent()
                && !Instant.ofEpochMilli(window.endMs(start.toEpochMilli())).isAfter(watermark.get());
        return closed && truth.late() > 0 && !window.equals(metric.metric().slice()) ? 1 : 0;
    }

    private static Metric metric(Random random, boolean count, List<String> by, Optional<Integer> ranked) {
        List<String> windows = WINDOWS.get(random.nextInt(WINDOWS.size()));
        Stat rank = count ? Stat.COUNT : Stat.EXACT.get(random.nextInt(Stat.EXACT.size()));
        boolean sketch = count && ranked.isPresent() && random.nextInt(3) > 0;
        boolean descending = sketch || random.nextBoolean();
        List<WindowSpec> specs = windows.stream()
                .map(text -> WindowSpec.parse(text, TestMetrics.ZONE).orElseThrow())
                .toList();
        return TestMetrics.metric(
                windows, count, by, ranked.map(n -> new Metric.Top(n, rank, descending, specs, sketch)));
    }

    private static List<Observation> observations(Random random, List<String> by, Duration span) {
        // A large mean with a small spread shows whether merging loses digits.
        double centre = random.nextBoolean() ? 1e6 : 0;
        List<Observation> observations = new ArrayList<>();
        for (int i = random.nextInt(1, 3000); i > 0; i--) {
            int road = random.nextInt(6);
            List<@Nullable String> dimensions = new ArrayList<>();
            if (!by.isEmpty()) {
                dimensions.add(road == 0 ? null : "r" + road);
            }
            // Rounded, so that ranks have ties.
            double value = centre + Math.rint(random.nextGaussian() * 10) / 2;
            observations.add(new Observation(
                    START.plusMillis(random.nextLong(span.toMillis())), dimensions, value, random.nextInt(10) == 0));
        }
        return observations;
    }
}
