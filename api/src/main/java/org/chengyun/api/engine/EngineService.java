package org.chengyun.api.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.engine.EngineAnswer.Cut;
import org.chengyun.api.engine.EngineAnswer.OfDataset;
import org.chengyun.api.engine.EngineAnswer.Partition;
import org.chengyun.api.progress.OpenBecause;
import org.chengyun.api.progress.OpenReasons;
import org.chengyun.api.progress.PartitionState;
import org.chengyun.api.progress.Progress;
import org.chengyun.api.progress.ProgressReader;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.status.PositionLag;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.jspecify.annotations.Nullable;

/** How the engine stands. Open to every viewer: it holds counts of the whole city only. Thread-safe. */
@ApplicationScoped
public class EngineService {
    /** Cuts of each dataset in an answer. */
    private static final int NEWEST_CUTS = 10;

    private final Snapshots snapshots;
    private final Catalogue catalogue;
    private final OpenReasons reasons;
    private final Instance<PositionLag> lag;

    EngineService(Snapshots snapshots, Catalogue catalogue, OpenReasons reasons, Instance<PositionLag> lag) {
        this.snapshots = snapshots;
        this.catalogue = catalogue;
        this.reasons = reasons;
        this.lag = lag;
    }

    public EngineAnswer now() {
        return snapshots.read(Scope.EVERYTHING, snapshot -> {
            List<Progress> all = catalogue.datasets().stream()
                    .map(dataset -> ProgressReader.read(snapshot, dataset))
                    .toList();
            List<OfDataset> datasets =
                    all.stream().map(progress -> dataset(snapshot, progress)).toList();
            long cut = all.stream()
                    .mapToLong(progress -> snapshot.state(progress.dataset()).cut())
                    .max()
                    .orElse(0);
            return new EngineAnswer(all.getFirst().now(), cut, datasets);
        });
    }

    private OfDataset dataset(Snapshot snapshot, Progress progress) {
        Dataset dataset = progress.dataset();
        var cuts = new CutReader(snapshot);
        Instant watermark = snapshot.state(dataset).watermark().orElse(null);
        OptionalLong behind = lag.isResolvable() ? lag.get().records(dataset) : OptionalLong.empty();
        List<Cut> newest = cuts.newest(dataset.id(), NEWEST_CUTS);
        return new OfDataset(
                dataset.id(),
                new MetricDefinition.Text(dataset.label().en(), dataset.label().zhCn()),
                watermark,
                watermark == null ? null : seconds(Duration.between(watermark, progress.now())),
                progress.newest().orElse(null),
                behind.isPresent() ? behind.getAsLong() : null,
                seconds(dataset.allowedLateness()),
                seconds(dataset.idleAfter()),
                cuts.eventsPerSecond(dataset.id()),
                open(progress, watermark),
                progress.partitions().stream()
                        .map(partition -> partition(progress, partition))
                        .toList(),
                newest);
    }

    /** Of the smallest window of the dataset's metrics that is the first to close. */
    private @Nullable OpenBecause open(Progress progress, @Nullable Instant watermark) {
        Instant from = watermark != null ? watermark : progress.newest().orElse(null);
        long sliceMs = catalogue.metricsOf(progress.dataset()).stream()
                .filter(Metric::hasWindows)
                .mapToLong(metric -> metric.slice().sizeMs())
                .min()
                .orElse(0);
        if (from == null || sliceMs == 0) {
            return null;
        }
        long start = from.toEpochMilli() - Math.floorMod(from.toEpochMilli(), sliceMs);
        return reasons.of(progress, Instant.ofEpochMilli(start + sliceMs));
    }

    private static Partition partition(Progress progress, PartitionState partition) {
        Instant newest = progress.newest().orElse(null);
        Instant newestThere = partition.newest().orElse(null);
        return new Partition(
                partition.partition(),
                partition.nextOffset(),
                newestThere,
                newest == null || newestThere == null ? null : seconds(Duration.between(newestThere, newest)),
                partition.activeAt().orElse(null),
                progress.isIdle(partition));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
