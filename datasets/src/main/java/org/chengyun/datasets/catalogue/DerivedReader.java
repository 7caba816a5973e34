package org.chengyun.datasets.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.chengyun.datasets.catalogue.DerivedMetric.Filter;
import org.chengyun.datasets.catalogue.DerivedMetric.Formula;
import org.chengyun.datasets.catalogue.DerivedMetric.Ratio;
import org.chengyun.datasets.catalogue.DerivedMetric.Top;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.yaml.YamlNode;

/** One entry of a {@code metrics.yaml} that is calculated from others. Read when all others are known. */
final class DerivedReader {
    private static final int LONGEST_TOP = 1000;
    private static final int MOST_WEIGHTS = 100;
    private static final List<Stat> FILTERED =
            List.of(Stat.COUNT, Stat.SUM, Stat.MEAN, Stat.VARIANCE, Stat.STDDEV, Stat.MIN, Stat.MAX);

    private final YamlNode node;
    private final Dataset dataset;
    private final Function<String, Optional<Metric>> metrics;

    /** @param metrics of the whole catalogue, by id */
    DerivedReader(YamlNode node, Dataset dataset, Function<String, Optional<Metric>> metrics) {
        this.node = node;
        this.dataset = dataset;
        this.metrics = metrics;
    }

    static boolean isDerived(YamlNode node) {
        return !node.get("ratio").isAbsent() || !node.get("filter").isAbsent();
    }

    /** Empty if what it is made of is not known; that is a fault then. */
    Optional<DerivedMetric> read() {
        node.onlyKeys("id", "label", "meaning", "unit", "ratio", "filter", "windows", "top");
        String id = node.requireText("id");
        if (!id.matches(java.util.regex.Pattern.quote(dataset.id()) + "(\\.[a-z][a-z0-9_]*)+")) {
            node.get("id").fault("id '%s' must look like %s.something".formatted(id, dataset.id()));
        }
        if (!node.get("ratio").isAbsent() && !node.get("filter").isAbsent()) {
            node.fault("a metric is a ratio or a filter, not both");
        }
        boolean ratio = !node.get("ratio").isAbsent();
        YamlNode source = ratio
                ? node.get("ratio").onlyKeys("of", "to")
                : node.get("filter").onlyKeys("of", "stat", "bias", "weights");
        var label = DatasetReader.wording(node, "label");
        var meaning = DatasetReader.wording(node, "meaning");
        Optional<Metric> of = metric(source, "of");
        Optional<Formula> formula = ratio ? ratio(source, of) : of.map(metric -> filter(source, metric));
        if (of.isEmpty() || formula.isEmpty()) {
            return Optional.empty();
        }
        List<WindowSpec> windows = windows(of.get(), formula.get());
        String unit = node.get("unit")
                .text()
                .orElse(ratio ? ratioUnit(of.get(), formula.get()) : unit(of.get(), formula.get()));
        return Optional.of(new DerivedMetric(
                id, label, meaning, unit, of.get(), formula.get(), windows, top(ratio, of.get(), windows)));
    }

    private Optional<Metric> metric(YamlNode source, String key) {
        String id = source.requireText(key);
        Optional<Metric> metric = metrics.apply(id);
        if (metric.isEmpty() && !id.isEmpty()) {
            source.get(key).fault("there is no metric '%s', or it is calculated from others itself".formatted(id));
        }
        if (metric.isPresent() && !metric.get().dataset().equals(dataset.id())) {
            source.get(key).fault("%s is of another dataset than %s".formatted(id, dataset.id()));
        }
        if (metric.map(Metric::isSketchedTop).orElse(false)) {
            source.get(key).fault("%s has no windows by series: its ranking is sketched".formatted(id));
        }
        if (metric.isPresent() && !metric.get().hasWindows()) {
            source.get(key).fault("%s has sessions only, which are not calculated with".formatted(id));
        }
        return metric;
    }

    private Optional<Formula> ratio(YamlNode source, Optional<Metric> of) {
        Optional<Metric> to = metric(source, "to");
        if (of.isPresent() && to.isPresent() && !of.get().by().equals(to.get().by())) {
            source.fault("%s is by %s but %s is by %s; a ratio needs the same dimensions in the same order"
                    .formatted(
                            of.get().id(),
                            of.get().by(),
                            to.get().id(),
                            to.get().by()));
        }
        for (Optional<Metric> metric : List.of(of, to)) {
            metric.filter(m -> !m.isCount() && !m.stats().contains(Stat.SUM))
                    .ifPresent(m -> source.fault("%s offers no sum, and a ratio is made of sums".formatted(m.id())));
            metric.filter(Metric::isDistinctCount)
                    .ifPresent(m -> source.fault("%s counts different values, which do not add up".formatted(m.id())));
        }
        return to.map(Ratio::new);
    }

    private Formula filter(YamlNode source, Metric of) {
        String word = source.get("stat").text().orElse(of.isCount() ? "count" : "mean");
        Stat stat = FILTERED.stream()
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(Stat.COUNT);
        if (!stat.name().toLowerCase(Locale.ROOT).equals(word) || !of.stats().contains(stat)) {
            source.get("stat").fault("%s does not offer '%s'".formatted(of.id(), word));
        }
        List<Double> weights = new ArrayList<>();
        source.get("weights").items().forEach(item -> item.number().ifPresent(weights::add));
        if (weights.isEmpty() || weights.size() > MOST_WEIGHTS) {
            source.fault("'weights' must be 1 to %d numbers: of the window itself, the one before, and so on"
                    .formatted(MOST_WEIGHTS));
        }
        return new Filter(stat, source.get("bias").number().orElse(0.0), weights);
    }

    /** Those of {@code of} unless the definition names some; every metric must have them. */
    private List<WindowSpec> windows(Metric of, Formula formula) {
        List<WindowSpec> windows = named(node.get("windows"), of);
        if (formula instanceof Ratio(Metric to)) {
            windows.stream()
                    .filter(window -> !to.windows().contains(window))
                    .forEach(window -> node.fault("%s has no window %s; name the windows that both have with 'windows'"
                            .formatted(to.id(), window)));
        }
        return windows;
    }

    private static List<WindowSpec> named(YamlNode list, Metric of) {
        if (list.isAbsent()) {
            return of.windows();
        }
        List<WindowSpec> windows = new ArrayList<>();
        for (YamlNode item : list.items()) {
            String name = item.text().orElse("");
            Optional<WindowSpec> window = of.windows().stream()
                    .filter(known -> known.toString().equals(name))
                    .findFirst();
            window.ifPresentOrElse(windows::add, () -> item.fault("%s has no window '%s'".formatted(of.id(), name)));
        }
        return windows;
    }

    private static String ratioUnit(Metric of, Formula formula) {
        String to = formula instanceof Ratio(Metric metric) ? sumUnit(metric) : "";
        if (sumUnit(of).equals(to)) {
            return "1";
        }
        return to.isEmpty() ? sumUnit(of) : (sumUnit(of).isEmpty() ? "1" : sumUnit(of)) + "/" + to;
    }

    private static String sumUnit(Metric metric) {
        return metric.isCount() ? "" : metric.unit();
    }

    private static String unit(Metric of, Formula formula) {
        Stat stat = formula instanceof Filter filter ? filter.stat() : Stat.MEAN;
        return switch (stat) {
            case COUNT -> "";
            case VARIANCE -> of.unit().isEmpty() ? "" : "(" + of.unit() + ")²";
            default -> of.unit();
        };
    }

    private Optional<Top> top(boolean ratio, Metric of, List<WindowSpec> windows) {
        YamlNode top = node.get("top").onlyKeys("n", "order", "at_least", "windows");
        if (top.isAbsent()) {
            return Optional.empty();
        }
        if (!ratio || of.by().isEmpty()) {
            top.fault("only a ratio with a dimension can be ranked");
        }
        int n = top.get("n").integer().orElse(10);
        if (n < 1 || n > LONGEST_TOP) {
            top.fault("n must be 1 to " + LONGEST_TOP);
        }
        String order = top.get("order").text().orElse("descending");
        if (!order.equals("descending") && !order.equals("ascending")) {
            top.get("order").fault("order is descending or ascending");
        }
        List<WindowSpec> ranked = top.get("windows").isAbsent() ? windows : named(top.get("windows"), of);
        if (!windows.containsAll(ranked)) {
            top.get("windows").fault("a ranking can only use the windows of its metric: " + windows);
        }
        double atLeast = top.get("at_least").number().orElse(0.0);
        return Optional.of(new Top(n, order.equals("descending"), atLeast, ranked));
    }
}
