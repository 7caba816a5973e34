package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A topic: what was appended stays. */
final class Log {
    private final List<List<Entry>> partitions = new ArrayList<>();

    /** @param reading null for a transaction's marker: it has an offset, and nobody gets to see it */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(@Nullable Reading reading, byte @Nullable [] value, long appendedAtMs) {}

    Log(int partitions) {
        for (int p = 0; p < partitions; p++) {
            this.partitions.add(new ArrayList<>());
        }
    }

    int partitions() {
        return partitions.size();
    }

    List<Integer> all() {
        return IntStream.range(0, partitions.size()).boxed().toList();
    }

    void append(int partition, Reading reading, long nowMs) {
        partitions.get(partition).add(new Entry(reading, Probe.encode(reading), nowMs));
    }

    void mark(int partition, long nowMs) {
        partitions.get(partition).add(new Entry(null, null, nowMs));
    }

    Entry entry(int partition, long offset) {
        return partitions.get(partition).get((int) offset);
    }

    long end(int partition) {
        return partitions.get(partition).size();
    }

    /** Where the partition ended at a time. */
    long end(int partition, long atMs) {
        List<Entry> entries = partitions.get(partition);
        int end = entries.size();
        while (end > 0 && entries.get(end - 1).appendedAtMs > atMs) {
            end--;
        }
        return end;
    }
}
