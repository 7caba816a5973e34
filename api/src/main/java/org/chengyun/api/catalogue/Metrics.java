package org.chengyun.api.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/** The metrics of this installation. Thread-safe. To be called inside a transaction: versions are read from the database. */
@ApplicationScoped
public class Metrics {
    private final Catalogue catalogue;
    private final MetricVersionRepository versions;
    private final DerivedVersionRepository derivedVersions;

    Metrics(Catalogue catalogue, MetricVersionRepository versions, DerivedVersionRepository derivedVersions) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.derivedVersions = derivedVersions;
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

    /** All that are calculated from others, in the order of the definitions. */
    public List<DefinedDerived> derived() {
        List<MetricVersion> active = versions.findActive();
        List<DerivedVersion> taken = derivedVersions.findActive();
        return catalogue.derived().stream()
                .map(metric -> defined(metric, active, taken))
                .toList();
    }

    /** One of them; empty if the id is not of a metric that is calculated from others. */
    public Optional<DefinedDerived> derived(String id) {
        return catalogue
                .derived(id)
                .map(metric -> defined(metric, versions.findActive(), derivedVersions.findActive()));
    }

    /**
     * The metric itself, or the one whose series a calculated one has.
     *
     * @throws ProblemException {@code metric-unknown}
     */
    public DefinedMetric base(String id) {
        return derived(id).map(DefinedDerived::base).orElseGet(() -> require(id));
    }

    /**
     * A window of a metric, calculated or not.
     *
     * @throws ProblemException {@code metric-unknown}, {@code window-unknown}
     */
    public WindowSpec window(String id, String name) {
        return derived(id)
                .map(metric -> metric.window(name))
                .orElseGet(() -> require(id).window(name));
    }

    private DefinedDerived defined(DerivedMetric metric, List<MetricVersion> active, List<DerivedVersion> taken) {
        int version = taken.stream()
                .filter(v -> v.id.equals(metric.id()) && v.substance.equals(metric.substance()))
                .mapToInt(v -> v.version)
                .findFirst()
                .orElse(0);
        Optional<DefinedMetric> to = metric.formula() instanceof DerivedMetric.Ratio(Metric below)
                ? Optional.of(defined(below, active))
                : Optional.empty();
        return new DefinedDerived(metric, defined(metric.of(), active), to, version);
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
