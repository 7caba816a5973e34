package org.chengyun.api.progress;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;

/**
 * Why a window that ends at some event time is still open: the engine's watermark rule (lowest newest event time of the
 * partitions that are not idle, less the allowed lateness) asked backwards. Pure and immutable.
 */
public sealed interface OpenReason {
    /** Nothing has come in any partition. */
    record NothingYet() implements OpenReason {}

    /** Event time has not come to the window's end anywhere. */
    record NotReached(Instant newest) implements OpenReason {}

    /**
     * Others have passed the window's end, this partition has not.
     *
     * @param newest its newest event time
     * @param since when it last brought a record
     * @param ignoredFrom when it stops holding the watermark back if it stays silent; empty if it has records to be read
     */
    record WaitsForPartition(int partition, Instant newest, Instant since, Optional<Instant> ignoredFrom)
            implements OpenReason {}

    /**
     * Everybody has passed the window's end, but not by the allowed lateness.
     *
     * @param until event time that closes it
     * @param silentSince when the last record came, if all partitions are silent
     */
    record AllowsLateness(Instant until, Optional<Instant> silentSince) implements OpenReason {}

    /**
     * Nothing holds it any more: the engine closes it with its next close. History that is being read settles first.
     *
     * @param lastCut when the engine last committed; empty before the first
     */
    record Due(Optional<Instant> lastCut) implements OpenReason {}

    /** @param end of the window, exclusive, after the watermark */
    static OpenReason of(Progress progress, Instant end) {
        Optional<Instant> newest = progress.newest();
        if (newest.isEmpty()) {
            return new NothingYet();
        }
        List<PartitionState> active = progress.partitions().stream()
                .filter(partition -> partition.newest().isPresent() && !progress.isIdle(partition))
                .toList();
        return active.isEmpty() ? ofSilence(progress, newest.get(), end) : ofActive(progress, active, end);
    }

    /** All are idle: the one that came furthest counts. */
    private static OpenReason ofSilence(Progress progress, Instant newest, Instant end) {
        Instant until = end.plus(progress.dataset().allowedLateness());
        if (!newest.isBefore(until)) {
            return new Due(progress.committedAt());
        }
        return newest.isBefore(end) ? new NotReached(newest) : new AllowsLateness(until, progress.activeAt());
    }

    private static OpenReason ofActive(Progress progress, List<PartitionState> active, Instant end) {
        Dataset dataset = progress.dataset();
        PartitionState last = active.stream()
                .min(Comparator.comparing(partition -> partition.newest().orElseThrow()))
                .orElseThrow();
        Instant newestThere = last.newest().orElseThrow();
        Instant until = end.plus(dataset.allowedLateness());
        if (!newestThere.isBefore(until)) {
            return new Due(progress.committedAt());
        }
        if (!newestThere.isBefore(end)) {
            return new AllowsLateness(until, Optional.empty());
        }
        Instant newest = progress.newest().orElseThrow();
        if (newest.isBefore(end)) {
            return new NotReached(newest);
        }
        Instant since = last.activeAt().orElse(progress.now());
        Optional<Instant> ignoredFrom =
                last.caughtUp() ? Optional.of(since.plus(dataset.idleAfter())) : Optional.empty();
        return new WaitsForPartition(last.partition(), newestThere, since, ignoredFrom);
    }
}
