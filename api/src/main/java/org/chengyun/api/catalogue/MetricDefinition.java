package org.chengyun.api.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a metric means and offers. */
@Schema(description = "What a metric means and offers")
public record MetricDefinition(
        @Schema(examples = "traffic.speed.road") String id,

        @Schema(
                description =
                        "Rises when anything that can change a number changes; 0 = not yet taken up by the engine")
        int version,

        @Schema(description = "id@version, as in every trust", examples = "traffic.speed.road@1")
        String definition,

        Text label,
        Text meaning,
        @Schema(examples = "traffic") String dataset,

        @Schema(
                nullable = true,
                description = "Field whose values are aggregated; null for a pure count of observations")
        @Nullable
        String value,

        @Schema(description = "Unit of the value; empty for counts", examples = "km/h")
        String unit,

        @Schema(description = "Dimensions; empty = the whole city", examples = "[\"road\"]")
        List<String> by,

        @Schema(description = "Which observations count; empty = all")
        String where,

        @Schema(
                description = "Names for the parameter 'window': a size, or size/slide",
                examples = "[\"1m\", \"5m/1m\", \"1h\", \"1d\"]")
        List<String> windows,

        @Schema(nullable = true, description = "If it has sessions, the gap that ends one; else null", examples = "30m")
        @Nullable
        String session,

        @Schema(examples = "[\"count\", \"sum\", \"mean\", \"variance\", \"stddev\", \"min\", \"max\"]")
        List<String> stats,

        @Schema(
                description =
                        "Relative error of the stats that are estimated: of percentiles never more, of distinct one "
                                + "standard error",
                examples = "{\"p95\": 0.0078125, \"distinct\": 0.01625}")
        Map<String, Double> errorBounds,

        @Schema(nullable = true, description = "The ranking, if there is one") @Nullable
        Ranking top,

        @Schema(nullable = true, description = "How it is calculated from other metrics when it is read; else null")
        @Nullable
        Formula formula) {
    /** A text in both languages. */
    public record Text(String en, @JsonProperty("zh-CN") String zhCn) {
        static Text of(Wording wording) {
            return new Text(wording.en(), wording.zhCn());
        }
    }

    /** How a value is calculated from windows of other metrics. */
    public record Formula(
            @Schema(description = "ratio: sum(of) / sum(to); filter: bias + Σ weights[i] · stat(of, i windows before)")
            String kind,

            @Schema(examples = "portal.errors.service") String of,

            @Schema(nullable = true, description = "Of a ratio", examples = "portal.requests.service") @Nullable
            String to,

            @Schema(nullable = true, description = "Of a filter", examples = "mean") @Nullable
            String stat,

            @Schema(nullable = true, description = "Of a filter", examples = "0") @Nullable
            Double bias,

            @Schema(nullable = true, description = "Of a filter", examples = "[0.5, 0.3, 0.2]") @Nullable
            List<Double> weights) {
        static Formula of(DerivedMetric metric) {
            String of = metric.of().id();
            return switch (metric.formula()) {
                case DerivedMetric.Ratio(Metric to) -> new Formula("ratio", of, to.id(), null, null, null);
                case DerivedMetric.Filter(Metric.Stat stat, double bias, List<Double> weights) ->
                    new Formula("filter", of, null, stat.word(), bias, weights);
            };
        }
    }

    static MetricDefinition of(DefinedDerived defined) {
        DerivedMetric metric = defined.metric();
        return new MetricDefinition(
                metric.id(),
                defined.version(),
                defined.definition(),
                Text.of(metric.label()),
                Text.of(metric.meaning()),
                metric.dataset(),
                null,
                metric.unit(),
                metric.by(),
                "",
                defined.windowNames(),
                null,
                List.of("value"),
                Map.of(),
                metric.top()
                        .map(top -> new Ranking(
                                top.n(),
                                "value",
                                top.descending() ? "descending" : "ascending",
                                top.windows().stream().map(WindowSpec::toString).toList(),
                                false))
                        .orElse(null),
                Formula.of(metric));
    }

    /** How series are ranked. */
    public record Ranking(
            @Schema(description = "Length of the list") int n,

            @Schema(description = "Statistic that ranks", examples = "count")
            String rank,

            @Schema(description = "descending: the largest is first", examples = "descending")
            String order,

            @Schema(examples = "[\"1h\", \"1d\"]") List<String> windows,

            @Schema(
                    description =
                            "true: counts are estimated, off by at most the 'errorBound' beside each, which is at "
                                    + "most n / 2,050; there are no windows by series")
            boolean sketch) {
        static Ranking of(Metric.Top top) {
            return new Ranking(
                    top.n(),
                    top.rank().word(),
                    top.descending() ? "descending" : "ascending",
                    top.windows().stream().map(WindowSpec::toString).toList(),
                    top.sketch());
        }
    }

    private static List<String> stats(Metric metric) {
        return Stream.concat(
                        metric.stats().stream().map(Metric.Stat::word),
                        metric.percentiles().stream().map(Percentile::word))
                .toList();
    }

    private static Map<String, Double> errorBounds(Metric metric) {
        Map<String, Double> bounds = new LinkedHashMap<>();
        metric.percentiles().forEach(percentile -> bounds.put(percentile.word(), ValueHistogram.ERROR_BOUND));
        if (metric.stats().contains(Metric.Stat.DISTINCT)) {
            bounds.put(Metric.Stat.DISTINCT.word(), DistinctCount.STANDARD_ERROR);
        }
        return bounds;
    }

    static MetricDefinition of(DefinedMetric defined) {
        Metric metric = defined.metric();
        return new MetricDefinition(
                metric.id(),
                defined.version(),
                defined.definition(),
                Text.of(metric.label()),
                Text.of(metric.meaning()),
                metric.dataset(),
                metric.value().orElse(null),
                metric.unit(),
                metric.by(),
                metric.whereText(),
                defined.windowNames(),
                metric.sessionName().orElse(null),
                stats(metric),
                errorBounds(metric),
                metric.top().map(Ranking::of).orElse(null),
                null);
    }
}
