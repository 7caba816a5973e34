package org.chengyun.engine.core.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.CalendarWindow;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * Which windows a dataset's metrics have beyond their slices, and from which rows each is merged. Immutable.
 *
 * @param rollUps in the order in which they must be computed: a larger size may be merged from a smaller one
 */
public record WindowPlan(List<MetricNumber> metrics, List<RollUp> rollUps) {
    /**
     * Windows of one shape, of all metrics that have it with the same source.
     *
     * @param source the rows they are merged from: the slices, or smaller tumbling windows
     */
    public record RollUp(WindowSpec window, WindowSpec source, List<Integer> metricNos) {
        public Integer[] metricArray() {
            return metricNos.toArray(Integer[]::new);
        }
    }

    public static WindowPlan of(List<MetricNumber> metrics) {
        record Shape(WindowSpec window, WindowSpec source) {}
        Map<Shape, List<Integer>> shapes =
                new TreeMap<>(Comparator.comparingLong((Shape shape) -> shape.window.usualMs())
                        .thenComparing(shape -> shape.window.toString())
                        .thenComparing(shape -> shape.source.toString()));
        for (MetricNumber metric : metrics) {
            for (WindowSpec window : metric.metric().windows()) {
                if (!window.equals(metric.metric().slice())) {
                    var shape = new Shape(window, source(metric.metric(), window));
                    shapes.computeIfAbsent(shape, s -> new ArrayList<>()).add(metric.number());
                }
            }
        }
        List<RollUp> rollUps = new ArrayList<>();
        shapes.forEach((shape, numbers) -> rollUps.add(new RollUp(shape.window, shape.source, List.copyOf(numbers))));
        return new WindowPlan(List.copyOf(metrics), List.copyOf(rollUps));
    }

    /** The largest tumbling windows from which it can be put together. */
    private static WindowSpec source(Metric metric, WindowSpec window) {
        WindowSpec best = metric.slice();
        for (WindowSpec other : metric.windows()) {
            if (other.usualMs() > best.usualMs() && divides(other, window)) {
                best = other;
            }
        }
        return best;
    }

    private static boolean divides(WindowSpec part, WindowSpec window) {
        return switch (part) {
            case FixedWindow fixed ->
                fixed.isTumbling() && fixed.sizeMs() < window.usualMs() && window.gridMs() % fixed.sizeMs() == 0;
            // Weeks and months of one city consist of its days.
            case CalendarWindow calendar ->
                calendar.unit() == CalendarWindow.Unit.DAY
                        && window instanceof CalendarWindow whole
                        && whole.unit() != CalendarWindow.Unit.DAY
                        && whole.zone().equals(calendar.zone());
        };
    }
}
