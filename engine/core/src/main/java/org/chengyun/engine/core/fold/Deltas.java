package org.chengyun.engine.core.fold;

import java.util.List;

/**
 * What a micro-batch adds: slices of each metric, and the tally of its events. One owner at a time: the poll thread fills
 * it, the committing thread reads it, then it is cleared and filled again.
 */
public final class Deltas {
    /** By group of metrics. */
    final SliceTable[] tables;

    private final List<MetricDeltas> metrics;
    long eventsIn;
    long quarantined;
    private long counted;
    private long filtered;
    private long late;
    private long duplicates;
    private long unchecked;
    private long oldestEventTimeMs = Long.MAX_VALUE;

    Deltas(SliceTable[] tables, List<MetricDeltas> metrics) {
        this.tables = tables;
        this.metrics = metrics;
    }

    void observed(long eventTimeMs, boolean isCounted, boolean isLate) {
        oldestEventTimeMs = Math.min(oldestEventTimeMs, eventTimeMs);
        if (!isCounted) {
            filtered++;
            return;
        }
        counted++;
        if (isLate) {
            late++;
        }
    }

    void addDuplicate() {
        duplicates++;
    }

    void addUnchecked() {
        unchecked++;
    }

    /** What cannot be taken apart into records counts as one that was rejected. */
    public void countUnreadable() {
        eventsIn++;
        quarantined++;
    }

    /** The deltas of a metric, by its place in {@link DatasetFold#metrics()}. */
    public MetricDeltas of(int metric) {
        return metrics.get(metric);
    }

    /** Cells of a sketch that weigh about as much as a row. */
    private static final int CELLS_PER_ROW = 8;

    /** Number of slices that have samples, and what their sketches weigh: about as many rows as a commit will write. */
    public int rows() {
        int rows = 0;
        for (SliceTable table : tables) {
            rows += table.filled() + table.sketches.size() / CELLS_PER_ROW;
        }
        return rows;
    }

    /** About how many bytes the slices take. */
    public long bytes() {
        long bytes = 0;
        for (SliceTable table : tables) {
            bytes += table.bytes();
        }
        return bytes;
    }

    /** Records read = {@link #counted} + {@link #filtered} + {@link #duplicates} + {@link #quarantined}. */
    public long eventsIn() {
        return eventsIn;
    }

    /** Observations that at least one metric counted. */
    public long counted() {
        return counted;
    }

    /** Observations that no metric wanted. */
    public long filtered() {
        return filtered;
    }

    /** Repetitions of readings that were counted or filtered before. */
    public long duplicates() {
        return duplicates;
    }

    /** Of the counted and filtered ones, those that came too late to tell whether they are repetitions. */
    public long unchecked() {
        return unchecked;
    }

    public long quarantined() {
        return quarantined;
    }

    /** Of the counted ones, those with an event time before the watermark. */
    public long late() {
        return late;
    }

    /** Oldest event time of an observation in it, epoch ms; Long.MAX_VALUE if there is none. */
    public long oldestEventTimeMs() {
        return oldestEventTimeMs;
    }

    public void clear() {
        for (SliceTable table : tables) {
            table.clear();
        }
        eventsIn = 0;
        counted = 0;
        filtered = 0;
        quarantined = 0;
        late = 0;
        duplicates = 0;
        unchecked = 0;
        oldestEventTimeMs = Long.MAX_VALUE;
    }
}
