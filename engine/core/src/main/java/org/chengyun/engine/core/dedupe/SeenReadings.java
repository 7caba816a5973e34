package org.chengyun.engine.core.dedupe;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.decode.Row;
import org.jspecify.annotations.Nullable;

/**
 * What an instance remembers of the readings of its partitions, to know repetitions. A partition must be assigned with
 * what was stored of it; what is new goes with the batch that counts it into the tables.
 *
 * <p>Not thread-safe: one thread asks it; another one needs a {@link #sibling}. A partition's readings go to one of them at
 * a time, and what concerns all partitions is asked while nobody reads.
 */
public final class SeenReadings {
    private final long withinMs;
    private final KeyReader reader;
    private final Map<Integer, Partition> partitions;
    /** Whose records are being taken. */
    private @Nullable Partition current;
    /** Keys that it added since {@link #taken}. */
    private long added;

    private record Partition(SeenKeys keys, KeyBlock.Builder added) {}

    private SeenReadings(long withinMs, KeyReader reader, Map<Integer, Partition> partitions) {
        this.withinMs = withinMs;
        this.reader = reader;
        this.partitions = partitions;
    }

    /** Empty if every reading of the dataset counts, however often it comes. */
    public static Optional<SeenReadings> of(Dataset dataset) {
        return dataset.dedupe()
                .map(dedupe -> new SeenReadings(
                        dedupe.within().toMillis(), new KeyReader(dataset.schema(), dedupe), new HashMap<>()));
    }

    /** The same partitions, for another thread. */
    public SeenReadings sibling() {
        return new SeenReadings(withinMs, reader.another(), partitions);
    }

    /** A partition joins at its committed position; {@link #restore} must bring what was stored of it. */
    public void assign(int partition, long newestEventTimeMs) {
        partitions.put(partition, new Partition(new SeenKeys(withinMs, newestEventTimeMs), new KeyBlock.Builder()));
    }

    /** Blocks that were stored of a partition may come in any order. */
    public void restore(int partition, KeyBlock block) {
        block.restoreTo(partition(partition).keys);
    }

    /** All partitions leave. */
    public void revokeAll() {
        partitions.clear();
        current = null;
    }

    /** The next readings are of that partition. */
    public void turnTo(int partition) {
        current = partition(partition);
    }

    private Partition partition(int number) {
        return Objects.requireNonNull(partitions.get(number), () -> "partition %d was not assigned".formatted(number));
    }

    public Sighting see(Row row) {
        Partition of = Objects.requireNonNull(current, "no partition was named");
        Hash128 key = reader.read(row);
        Sighting sighting = of.keys.see(key.first, key.second, row.eventTimeMs());
        if (sighting == Sighting.FIRST) {
            of.added.add(key.first, key.second, row.eventTimeMs());
            added++;
        }
        return sighting;
    }

    /** The keys that each partition got since the last call; partitions that got none are not in it. */
    public Map<Integer, KeyBlock> takeAdded() {
        Map<Integer, KeyBlock> added = new HashMap<>();
        partitions.forEach((number, of) -> {
            KeyBlock block = of.added.take(of.keys.horizonMs());
            if (block.size() > 0) {
                added.put(number, block);
            }
        });
        return Map.copyOf(added);
    }

    /** The keys that it added are with a batch that was taken: they are not counted as added any more. */
    public void taken() {
        added = 0;
    }

    /** About how many bytes of heap the keys take that it added since they were {@link #taken}. */
    public long addedBytes() {
        return added * KeyBlock.KEY * 2;
    }

    /** Bytes of heap that the keys within the horizon take. */
    public long bytes() {
        return partitions.values().stream().mapToLong(of -> of.keys.bytes()).sum();
    }
}
