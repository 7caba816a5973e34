package org.chengyun.dashboard.metric;

import java.util.List;
import org.chengyun.dashboard.card.Horizon;

/**
 * What a reader wants to see. Immutable.
 *
 * @param metric id; empty for whichever is first
 * @param by which series, as {@code dimension=value}, one for each dimension; empty for whichever is first
 */
public record MetricQuestion(String metric, Horizon horizon, List<String> by) {
    public static final MetricQuestion FIRST = new MetricQuestion("", Horizon.DAYS, List.of());

    public MetricQuestion {
        by = List.copyOf(by);
    }

    MetricQuestion withHorizon(Horizon other) {
        return new MetricQuestion(metric, other, by);
    }
}
