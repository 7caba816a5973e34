package org.chengyun.datasets.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Metric.Stat;

/**
 * A metric that is calculated from others when it is read; the engine keeps nothing of it. Immutable.
 *
 * @param unit of the value; {@code 1} for shares
 * @param of the metric that it is made of; of a ratio the numerator
 * @param windows at least one; its metrics have them all
 * @param top the ranking of a ratio, if there is one
 */
public record DerivedMetric(
        String id,
        Wording label,
        Wording meaning,
        String unit,
        Metric of,
        Formula formula,
        List<WindowSpec> windows,
        Optional<Top> top) {
    /** How the value is calculated. */
    public sealed interface Formula {}

    /**
     * Sum of one metric over the sum of another: of counts, the numbers of observations. Sums are added up before they are
     * divided, never ratios averaged.
     */
    public record Ratio(Metric to) implements Formula {}

    /**
     * bias + Σ weights[i] · x(t − i) over successive windows.
     *
     * @param stat which statistic of the windows x is
     * @param weights of the window itself, the one before, and so on; at least one
     */
    public record Filter(Stat stat, double bias, List<Double> weights) implements Formula {
        public Filter {
            weights = List.copyOf(weights);
        }
    }

    /**
     * Ranking of the series of a window by their value.
     *
     * @param n length of the list
     * @param atLeast series whose denominator is smaller are not ranked: one of one is no news
     */
    public record Top(int n, boolean descending, double atLeast, List<WindowSpec> windows) {}

    public DerivedMetric {
        windows = List.copyOf(windows);
    }

    public String dataset() {
        return of.dataset();
    }

    /** Dimensions; empty = the whole city. */
    public List<String> by() {
        return of.by();
    }

    /** The text whose change makes a new version: the formula, and all of the metrics that it is made of. */
    public String substance() {
        String how = switch (formula) {
            case Ratio(Metric to) -> "ratio of=%s to=%s".formatted(substance(of), substance(to));
            case Filter(Stat stat, double bias, List<Double> weights) ->
                "filter of=%s stat=%s bias=%s weights=%s".formatted(substance(of), stat, bias, weights);
        };
        return Stream.of(
                        how,
                        "windows=" + windows,
                        "top=" + top.map(Top::toString).orElse(""))
                .collect(Collectors.joining(" "));
    }

    private static String substance(Metric metric) {
        return metric.id() + "(" + metric.substance() + ")";
    }
}
