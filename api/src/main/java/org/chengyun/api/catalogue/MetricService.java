package org.chengyun.api.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.api.access.Scope;
import org.chengyun.api.snapshot.Snapshots;

/** Definitions for people and programs. Open to every viewer: they hold no rows. Thread-safe. */
@ApplicationScoped
public class MetricService {
    private final Snapshots snapshots;
    private final Metrics metrics;

    MetricService(Snapshots snapshots, Metrics metrics) {
        this.snapshots = snapshots;
        this.metrics = metrics;
    }

    public List<MetricDefinition> all() {
        return snapshots.read(
                Scope.EVERYTHING,
                snapshot -> Stream.concat(
                                metrics.all().stream().map(MetricDefinition::of),
                                metrics.derived().stream().map(MetricDefinition::of))
                        .toList());
    }

    public MetricDefinition require(String id) {
        return snapshots.read(
                Scope.EVERYTHING,
                snapshot -> metrics.derived(id)
                        .map(MetricDefinition::of)
                        .orElseGet(() -> MetricDefinition.of(metrics.require(id))));
    }
}
