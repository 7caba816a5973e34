package org.chengyun.api.cut;

import static java.util.Comparator.comparingLong;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.access.Scope;
import org.chengyun.api.cut.LatestCuts.OfDataset;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;

/** The engine's commits. Open to every viewer: they hold no rows. Thread-safe. */
@ApplicationScoped
public class Cuts {
    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final CutRepository cuts;
    private final WatermarkRepository watermarks;

    Cuts(Snapshots snapshots, Catalogue catalogue, CutRepository cuts, WatermarkRepository watermarks) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.cuts = cuts;
        this.watermarks = watermarks;
    }

    /** The newest commits, in a snapshot of their own. */
    public LatestCuts latest() {
        return snapshots.read(Scope.EVERYTHING, snapshot -> current());
    }

    /** The newest commits in the transaction of the caller. */
    public LatestCuts current() {
        List<OfDataset> datasets =
                catalogue.datasets().stream().map(this::current).toList();
        OfDataset newest = datasets.stream().max(comparingLong(OfDataset::cut)).orElseThrow();
        return new LatestCuts(newest.cut(), newest.committedAt(), datasets);
    }

    private OfDataset current(Dataset dataset) {
        var watermark = watermarks.findByIdOptional(dataset.id()).map(w -> w.watermark);
        Optional<CutRecord> cut = cuts.findLatest(dataset.id());
        return new OfDataset(
                dataset.id(),
                cut.map(c -> c.cut).orElse(0L),
                cut.map(c -> c.committedAt).orElse(null),
                cut.map(c -> c.kind).orElse(null),
                watermark.orElse(null));
    }
}
