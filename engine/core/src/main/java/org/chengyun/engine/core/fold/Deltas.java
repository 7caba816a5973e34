package org.chengyun.engine.core.fold;

import java.util.List;
import java.util.Map;

/**
 * What a micro-batch adds: slices and sessions of each metric, and the tally of its events. One owner at a time: the poll
 * thread fills it, the committing thread reads it, then it is cleared and filled again.
 */
public final class Deltas {
    /** By group of metrics. */
    final SliceTable[] tables;

    /** By metric of sessions. */
    final SessionDeltas[] sessions;

    private final List<MetricDeltas> metrics;
    private final Map<Integer, SessionDeltas> sessionsOf;
    long eventsIn;
    long quarantined;
    private long counted;
    private long filtered;
    private long late;
    private long duplicates;
    private long unchecked;
    private long oldestEventTimeMs = Long.MAX_VALUE;

    Deltas(
            SliceTable[] tables,
            SessionDeltas[] sessions,
            List<MetricDeltas> metrics,
            Map<Integer, SessionDeltas> sessionsOf) {
        this.tables = tables;
        this.sessions = sessions;
        this.metrics = metrics;
        this.sessionsOf = sessionsOf;
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

    /**
     * The deltas of a metric, by its place in {@link DatasetFold#metrics()}. Rows of a metric without windows are those of
     * its {@link #sessions}.
     */
    public MetricDeltas of(int metric) {
        return metrics.get(metric);
    }

    /**
     * The sessions of a metric, by its place in {@link DatasetFold#metrics()}.
     *
     * @throws IllegalArgumentException if it has none
     */
    public SessionDeltas sessions(int metric) {
        SessionDeltas found = sessionsOf.get(metric);
        if (found == null) {
            throw new IllegalArgumentException("metric %d has no sessions".formatted(metric));
        }
        return found;
    }

    /** Cells of a sketch that weigh about as much as a row. */
    private static final int CELLS_PER_ROW = 8;

    /**
     * Number of slices and sessions that have samples, and what their sketches weigh: about as many rows as a commit will
     * write.
     */
    public int rows() {
        int rows = 0;
        for (SliceTable table : tables) {
            rows += table.filled() + table.sketches.size() / CELLS_PER_ROW;
        }
        for (SessionDeltas session : sessions) {
            rows += session.size();
        }
        return rows;
    }

    /** About how many bytes the slices and sessions take. */
    public long bytes() {
        long bytes = 0;
        for (SliceTable table : tables) {
            bytes += table.bytes();
        }
        for (SessionDeltas session : sessions) {
            bytes += session.bytes();
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

    /** Takes over what other deltas of the same fold, or of a {@link DatasetFold#sibling}, hold. */
    public void merge(Deltas that) {
        for (int t = 0; t < tables.length; t++) {
            tables[t].merge(that.tables[t]);
        }
        for (int s = 0; s < sessions.length; s++) {
            sessions[s].merge(that.sessions[s]);
        }
        eventsIn += that.eventsIn;
        counted += that.counted;
        filtered += that.filtered;
        duplicates += that.duplicates;
        unchecked += that.unchecked;
        quarantined += that.quarantined;
        late += that.late;
        oldestEventTimeMs = Math.min(oldestEventTimeMs, that.oldestEventTimeMs);
    }

    public void clear() {
        for (SliceTable table : tables) {
            table.clear();
        }
        for (SessionDeltas session : sessions) {
            session.clear();
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
