package org.chengyun.api.database;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.schema.Schema;

/** Metrics for tests. */
public final class TestMetrics {
    /** Its clocks go forward on 2026-03-08. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static int number;

    private TestMetrics() {}

    public static Metric metric(List<String> windows, boolean count, List<String> by, Optional<Metric.Top> top) {
        var label = new Wording("test", "试");
        return new Metric(
                "test.m" + number++,
                label,
                label,
                "test",
                count ? Optional.empty() : Optional.of("value"),
                "",
                by,
                Optional.empty(),
                "",
                windows(windows),
                Optional.empty(),
                count ? Metric.Stat.EXACT : List.of(Metric.Stat.values()),
                count ? List.of() : List.of(new Percentile(5_000), new Percentile(9_990)),
                top);
    }

    public static List<WindowSpec> windows(List<String> names) {
        return names.stream()
                .map(name -> WindowSpec.parse(name, ZONE).orElseThrow())
                .toList();
    }

    public static Dataset dataset() {
        return new Dataset(
                "test",
                new Wording("test", "试"),
                new Schema("test", List.of()),
                "at",
                "key",
                "chengyun.test",
                Encoding.AVRO,
                1,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                new Dataset.CoverageRule.Learned(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }
}
