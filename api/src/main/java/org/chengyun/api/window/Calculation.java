package org.chengyun.api.window;

import java.util.List;
import org.chengyun.api.window.DerivedValue.Reason;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.DerivedMetric.Filter;
import org.chengyun.datasets.catalogue.DerivedMetric.Ratio;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.jspecify.annotations.Nullable;

/** Calculates derived values. Pure. */
public final class Calculation {
    private Calculation() {}

    /** The value of one window of a series. */
    public static DerivedValue of(DerivedMetric metric, Ingredients from) {
        return switch (metric.formula()) {
            case Ratio(Metric to) -> DerivedValue.ratio(sum(metric.of(), from.of()), sum(to, from.to()));
            case Filter(Stat stat, double bias, List<Double> weights) -> filtered(from, stat, bias, weights);
        };
    }

    /** The ratio of all of them together: sums are added up before they are divided. */
    static DerivedValue total(DerivedMetric metric, Ratio ratio, List<Ingredients> all) {
        double numerator =
                all.stream().mapToDouble(one -> sum(metric.of(), one.of())).sum();
        double denominator =
                all.stream().mapToDouble(one -> sum(ratio.to(), one.to())).sum();
        return DerivedValue.ratio(numerator, denominator);
    }

    /** Where nothing was observed, nothing adds up to 0. */
    private static double sum(Metric metric, @Nullable SeriesWindow window) {
        if (window == null) {
            return 0;
        }
        Double sum = window.moments().sum();
        return metric.isCount() || sum == null ? window.moments().n() : sum;
    }

    private static DerivedValue filtered(Ingredients from, Stat stat, double bias, List<Double> weights) {
        double value = bias;
        for (int i = 0; i < weights.size(); i++) {
            SeriesWindow window = i == 0 ? from.of() : from.before().get(i - 1);
            if (window == null) {
                return DerivedValue.none(Reason.PREDECESSOR_MISSING);
            }
            Double x = statistic(window.moments(), stat);
            if (x == null) {
                return DerivedValue.none(Reason.STATISTIC_MISSING);
            }
            value += weights.get(i) * x;
        }
        return DerivedValue.filtered(value);
    }

    private static @Nullable Double statistic(Moments moments, Stat stat) {
        return switch (stat) {
            case COUNT -> Double.valueOf((double) moments.n());
            case SUM -> moments.sum();
            case MEAN -> moments.mean();
            case VARIANCE -> moments.variance();
            case STDDEV -> moments.stddev();
            case MIN -> moments.min();
            case MAX -> moments.max();
            case DISTINCT -> throw new IllegalArgumentException("the catalogue offers no filter of distinct counts");
        };
    }
}
