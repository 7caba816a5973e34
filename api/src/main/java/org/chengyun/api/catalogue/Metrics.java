package org.chengyun.api.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalInt;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Metric;

/** The metrics of this installation. Thread-safe. To be called inside a transaction: versions are read from the database. */
@ApplicationScoped
public class Metrics {
    private final Catalogue catalogue;
    private final MetricVersionRepository versions;

    Metrics(Catalogue catalogue, MetricVersionRepository versions) {
        this.catalogue = catalogue;
        this.versions = versions;
    }

    /** All of them, in the order of the definitions. */
    public List<DefinedMetric> all() {
        List<MetricVersion> active = versions.findActive();
        return catalogue.metrics().stream()
                .map(metric -> defined(metric, active))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws ProblemException {@code metric-unknown}
     */
    public DefinedMetric require(String id) {
        Metric metric = catalogue.metric(id).orElseThrow(() -> unknown(id));
        return defined(metric, versions.findActive());
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(
                ProblemCode.METRIC_UNKNOWN, "There is no metric '%s'; GET /api/v1/metrics lists them.".formatted(id));
    }

    /** A stored version of another substance holds other numbers, perhaps under other dimensions: it is not this metric. */
    private DefinedMetric defined(Metric metric, List<MetricVersion> active) {
        return active.stream()
                .filter(v -> v.id.equals(metric.id()) && v.substance.equals(metric.substance()))
                .findFirst()
                .map(v -> new DefinedMetric(metric, catalogue.datasetOf(metric), OptionalInt.of(v.metricNo), v.version))
                .orElseGet(() -> new DefinedMetric(metric, catalogue.datasetOf(metric), OptionalInt.empty(), 0));
    }
}
