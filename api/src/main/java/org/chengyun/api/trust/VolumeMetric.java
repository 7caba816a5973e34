package org.chengyun.api.trust;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.datasets.catalogue.Metric;

/** The metric whose counts tell how much of a dataset came in. */
final class VolumeMetric {
    private VolumeMetric() {}

    /**
     * The count of all observations of the whole city, if there is one: few errors are good news, not a hole in the feed.
     * Else the metric's own observations, city-wide if there is such a sibling (one series to read instead of thousands).
     */
    static DefinedMetric of(DefinedMetric metric, Metrics metrics) {
        List<DefinedMetric> cityWide = metrics.all().stream()
                .filter(v -> v.dataset().equals(metric.dataset()) && v.number().isPresent())
                .filter(v -> v.metric().by().isEmpty() && v.metric().hasWindows() && fits(v.metric(), metric.metric()))
                .toList();
        return first(cityWide, v -> v.value().isEmpty() && v.where().isEmpty())
                .or(() -> first(cityWide, v -> isSibling(v, metric.metric())))
                .orElse(metric);
    }

    private static Optional<DefinedMetric> first(List<DefinedMetric> metrics, Predicate<Metric> kind) {
        return metrics.stream().filter(v -> kind.test(v.metric())).findFirst();
    }

    private static boolean isSibling(Metric volume, Metric metric) {
        return volume.value().equals(metric.value()) && volume.whereText().equals(metric.whereText());
    }

    /** Windows of the metric are whole numbers of the volume's slices. */
    private static boolean fits(Metric volume, Metric metric) {
        return metric.slice().sizeMs() % volume.slice().sizeMs() == 0;
    }
}
