package org.chengyun.api.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.OptionalLong;
import org.chengyun.api.access.Scope;
import org.chengyun.api.cut.Cuts;
import org.chengyun.api.cut.LatestCuts;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.status.Status.OfDataset;
import org.chengyun.api.status.Status.Quarantined;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;

/** How the feeds stand. Open to every viewer: it holds counts of the whole city only. Thread-safe. */
@ApplicationScoped
public class StatusService {
    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final Cuts cuts;
    private final QuarantineRepository quarantine;
    private final Instance<PositionLag> lag;

    StatusService(
            Snapshots snapshots,
            Catalogue catalogue,
            Cuts cuts,
            QuarantineRepository quarantine,
            Instance<PositionLag> lag) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.cuts = cuts;
        this.quarantine = quarantine;
        this.lag = lag;
    }

    public Status now() {
        return snapshots.read(Scope.EVERYTHING, snapshot -> {
            LatestCuts latest = cuts.current();
            var rejected = quarantine.countByReason();
            List<OfDataset> datasets = catalogue.datasets().stream()
                    .map(dataset -> status(snapshot, dataset, latest, rejected))
                    .toList();
            return new Status(latest.cut(), datasets);
        });
    }

    private OfDataset status(
            Snapshot snapshot, Dataset dataset, LatestCuts latest, List<QuarantineRepository.Count> rejected) {
        var cut = latest.of(dataset.id()).orElseThrow();
        OptionalLong behind = lag.isResolvable() ? lag.get().records(dataset) : OptionalLong.empty();
        var engines = new EngineReader(snapshot);
        List<Quarantined> kept = rejected.stream()
                .filter(count -> count.dataset().equals(dataset.id()))
                .map(count -> new Quarantined(count.reason(), count.records(), count.newest()))
                .toList();
        return new OfDataset(
                dataset.id(),
                cut.watermark(),
                snapshot.state(dataset).newestEventTime().orElse(null),
                behind.isPresent() ? behind.getAsLong() : null,
                cut.cut(),
                cut.committedAt(),
                kept.stream().mapToLong(Quarantined::records).sum(),
                kept,
                engines.engines(dataset),
                engines.overLimits(dataset));
    }
}
