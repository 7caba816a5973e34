package org.chengyun.engine.core.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @param sourceSeconds size of the rows they are merged from: the slice, or a smaller tumbling window
     */
    public record RollUp(WindowSpec window, int sourceSeconds, List<Integer> metricNos) {
        public int sizeSeconds() {
            return window.sizeSeconds();
        }

        public int slideSeconds() {
            return Math.toIntExact(window.slideMs() / 1000);
        }

        public Integer[] metricArray() {
            return metricNos.toArray(Integer[]::new);
        }
    }

    public static WindowPlan of(List<MetricNumber> metrics) {
        record Shape(WindowSpec window, int source) {}
        Map<Shape, List<Integer>> shapes =
                new TreeMap<>(Comparator.comparingLong((Shape shape) -> shape.window.sizeMs())
                        .thenComparingLong(shape -> shape.window.slideMs())
                        .thenComparingInt(Shape::source));
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

    /** The largest tumbling size from which the window can be put together. */
    private static int source(Metric metric, WindowSpec window) {
        long best = metric.slice().sizeMs();
        for (WindowSpec other : metric.windows()) {
            boolean fits =
                    other.isTumbling() && other.sizeMs() < window.sizeMs() && window.slideMs() % other.sizeMs() == 0;
            if (fits && other.sizeMs() > best) {
                best = other.sizeMs();
            }
        }
        return Math.toIntExact(best / 1000);
    }
}
