package org.chengyun.engine.core.fold;

import java.util.Arrays;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.session.Session;

/**
 * Sessions of one metric within a batch: a row per run of observations of a series. An observation that comes out of
 * order may begin a row of its own, so rows of a series may lie side by side or overlap; whoever stores them merges them.
 * Folding allocates nothing. One owner at a time.
 */
public final class SessionDeltas {
    private static final int SMALLEST = 1 << 6;
    /** As for {@link SliceTable}: one burst must not be paid for ever. */
    private static final int KEPT = 1 << 18;

    private final long gapMs;
    /** The moments; a row's slice is where the row began. */
    final SliceTable table = new SliceTable(1);

    private final MetricDeltas moments = new MetricDeltas(table, 0);
    private long[] startMs = new long[SMALLEST];
    private long[] lastMs = new long[SMALLEST];
    /** Row that a series had last. */
    private int[] lastRow = new int[SMALLEST];

    SessionDeltas(long gapMs) {
        this.gapMs = gapMs;
    }

    /** Counts an observation without a value. */
    void count(int series, long atMs, boolean isLate) {
        table.count(row(series, atMs), 0, isLate);
    }

    /** Adds a finite sample. */
    void add(int series, long atMs, double sample, boolean isLate) {
        table.add(row(series, atMs), 0, sample, isLate);
    }

    private int row(int series, long atMs) {
        if (series >= lastRow.length) {
            lastRow = Arrays.copyOf(lastRow, Math.max(lastRow.length * 2, series + 1));
        }
        int row = lastRow[series];
        boolean isNear = row < table.size()
                && table.series(row) == series
                && atMs < lastMs[row] + gapMs
                && atMs > startMs[row] - gapMs;
        if (!isNear) {
            row = begin(series, atMs);
            lastRow[series] = row;
        }
        startMs[row] = Math.min(startMs[row], atMs);
        lastMs[row] = Math.max(lastMs[row], atMs);
        return row;
    }

    private int begin(int series, long atMs) {
        int known = table.size();
        int row = table.row(series, atMs);
        if (row == known) {
            ensureRoom();
            startMs[row] = atMs;
            lastMs[row] = atMs;
        }
        return row;
    }

    private void ensureRoom() {
        if (table.size() > startMs.length) {
            int room = Math.max(startMs.length * 2, table.size());
            startMs = Arrays.copyOf(startMs, room);
            lastMs = Arrays.copyOf(lastMs, room);
        }
    }

    /** Takes over the rows of another one. Two that began with an observation of the same time are one. */
    void merge(SessionDeltas that) {
        int known = table.size();
        int[] rows = table.merge(that.table);
        ensureRoom();
        for (int from = 0; from < rows.length; from++) {
            int row = rows[from];
            startMs[row] = row < known ? Math.min(startMs[row], that.startMs[from]) : that.startMs[from];
            lastMs[row] = row < known ? Math.max(lastMs[row], that.lastMs[from]) : that.lastMs[from];
        }
    }

    /** Number of rows. */
    public int size() {
        return table.size();
    }

    /** Index in the metric's {@link SeriesIndex}. */
    public int series(int row) {
        return table.series(row);
    }

    public Session session(int row) {
        Moments sums = moments.moments(row);
        return new Session(startMs[row], lastMs[row], sums, moments.late(row), 0);
    }

    MetricDeltas moments() {
        return moments;
    }

    long bytes() {
        return table.bytes() + (long) table.size() * 2 * Long.BYTES;
    }

    void clear() {
        table.clear();
        if (startMs.length > KEPT) {
            startMs = new long[SMALLEST];
            lastMs = new long[SMALLEST];
        }
    }
}
