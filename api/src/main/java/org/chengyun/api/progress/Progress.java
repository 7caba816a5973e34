package org.chengyun.api.progress;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;

/**
 * How far a dataset has come, partition by partition. Immutable.
 *
 * @param now when that was so, by the clock of the database
 * @param committedAt of the newest cut; empty before the first
 * @param partitions by rising number
 */
public record Progress(Dataset dataset, Instant now, Optional<Instant> committedAt, List<PartitionState> partitions) {
    public Progress {
        partitions = List.copyOf(partitions);
    }

    /** Newest event time of all partitions. */
    public Optional<Instant> newest() {
        return partitions.stream().flatMap(p -> p.newest().stream()).max(Comparator.naturalOrder());
    }

    /** When any partition last brought a record. */
    Optional<Instant> activeAt() {
        return partitions.stream().flatMap(p -> p.activeAt().stream()).max(Comparator.naturalOrder());
    }

    /** Whether the partition no longer holds the watermark back. */
    public boolean isIdle(PartitionState partition) {
        return partition.isIdle(now, dataset.idleAfter());
    }
}
