package org.chengyun.datasets.catalogue;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.yaml.InvalidDefinitions;

/**
 * All datasets and metrics of an installation. Immutable.
 *
 * @param metrics those that the engine computes
 * @param derived those that are calculated from them when they are read
 */
public record Catalogue(List<Dataset> datasets, List<Metric> metrics, List<DerivedMetric> derived) {
    public Catalogue(List<Dataset> datasets, List<Metric> metrics) {
        this(datasets, metrics, List.of());
    }

    /**
     * Reads every {@code <folder>/<name>/dataset.yaml} with the {@code metrics.yaml} beside it.
     *
     * @param zone the city's: its midnights are where calendar windows begin
     * @throws InvalidDefinitions with all faults at once
     */
    public static Catalogue load(Path folder, ZoneId zone) {
        return new CatalogueLoader(folder, zone).load();
    }

    /** As {@link #load(Path, ZoneId)}, for a city on UTC. */
    public static Catalogue load(Path folder) {
        return load(folder, ZoneOffset.UTC);
    }

    public Optional<Dataset> dataset(String id) {
        return datasets.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    public Optional<Metric> metric(String id) {
        return metrics.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    /** A metric that is calculated from others. */
    public Optional<DerivedMetric> derived(String id) {
        return derived.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    /** The dataset of a metric of this catalogue. */
    public Dataset datasetOf(Metric metric) {
        return dataset(metric.dataset()).orElseThrow();
    }

    public List<Metric> metricsOf(Dataset dataset) {
        return metrics.stream().filter(m -> m.dataset().equals(dataset.id())).toList();
    }
}
