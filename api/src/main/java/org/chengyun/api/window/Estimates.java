package org.chengyun.api.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.sketch.Cells;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a window's values within an error. Immutable.
 *
 * @param percentiles those that the metric offers, rising; empty if it offers none
 * @param distinct number of different values; null if the metric does not offer it
 */
public record Estimates(
        Map<Percentile, Double> percentiles, @Nullable Long distinct) {
    public static final Estimates NONE = new Estimates(Map.of(), null);

    /**
     * Of the sketches of a window, however many parts they come in.
     *
     * @param moments of the same observations
     */
    static Estimates of(Metric metric, Moments moments, Map<Sketch, List<long[]>> parts) {
        Map<Percentile, Double> percentiles = new LinkedHashMap<>();
        List<long[]> histogram = parts.getOrDefault(Sketch.HISTOGRAM, List.of());
        Double min = moments.min();
        Double max = moments.max();
        if (!histogram.isEmpty() && min != null && max != null) {
            long[] cells = Cells.merge(Sketch.HISTOGRAM, histogram);
            for (Percentile percentile : metric.percentiles()) {
                percentiles.put(percentile, ValueHistogram.percentile(cells, percentile.basisPoints(), min, max));
            }
        }
        List<long[]> registers = parts.getOrDefault(Sketch.DISTINCT, List.of());
        Long distinct = registers.isEmpty()
                ? null
                : Long.valueOf(DistinctCount.estimate(Cells.merge(Sketch.DISTINCT, registers)));
        return new Estimates(percentiles, distinct);
    }
}
