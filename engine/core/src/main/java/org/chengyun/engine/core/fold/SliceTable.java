package org.chengyun.engine.core.fold;

import java.util.Arrays;

/**
 * Deltas of metrics that share their dimensions and slice: a row per (series, slice), in it the moments of each measure
 * side by side, so that an observation looks its row up once. Open addressing over arrays: folding allocates nothing.
 *
 * <p>Not thread-safe; one owner at a time. {@link #clear} keeps the memory for the next batch.
 */
final class SliceTable {
    /** Cells of one measure within a row. The count is a double too: exact up to 2^53. */
    static final int N = 0;

    static final int LATE = 1;
    static final int SUM = 2;
    static final int MEAN = 3;
    static final int M2 = 4;
    static final int MIN = 5;
    static final int MAX = 6;
    static final int CELLS = 7;

    private static final double[] EMPTY = {0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final int SMALLEST = 1 << 8;
    /** Above this a cleared table gives its memory back: one burst must not be paid for ever. */
    private static final int KEPT = 1 << 18;

    /** Of series, start and slots. */
    private static final int ROW_BYTES = Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;
    /** Beside the moments, of those measures that ask for it. */
    final SketchTable sketches = new SketchTable();

    private final int width;
    private final double[] emptyRow;

    private int[] slots = new int[SMALLEST * 2];
    private int[] series = new int[SMALLEST];
    private long[] sliceStartMs = new long[SMALLEST];
    private double[] cells;
    /** Row that a series had last: event time mostly moves on slowly, so it is mostly the one. */
    private int[] lastRow = new int[SMALLEST];

    private int size;
    private int filled;

    /** @param measures moments per row */
    SliceTable(int measures) {
        width = measures * CELLS;
        emptyRow = new double[width];
        for (int m = 0; m < measures; m++) {
            System.arraycopy(EMPTY, 0, emptyRow, m * CELLS, CELLS);
        }
        cells = new double[SMALLEST * width];
    }

    /** Number of rows, 0 to size − 1 in the order of first sight. */
    int size() {
        return size;
    }

    /** How many moments of how many rows have a sample. */
    int filled() {
        return filled;
    }

    /** About how many bytes its rows take, with their sketches. */
    long bytes() {
        return (long) size * ((long) width * Double.BYTES + ROW_BYTES) + sketches.bytes();
    }

    /** The row of a slice, a new one if it has none. */
    int row(int seriesIndex, long startMs) {
        if (seriesIndex < lastRow.length) {
            int row = lastRow[seriesIndex];
            if (row < size && series[row] == seriesIndex && sliceStartMs[row] == startMs) {
                return row;
            }
        } else {
            lastRow = Arrays.copyOf(lastRow, Math.max(lastRow.length * 2, seriesIndex + 1));
        }
        int row = find(seriesIndex, startMs);
        lastRow[seriesIndex] = row;
        return row;
    }

    /** Counts an observation without a value. */
    void count(int row, int measure, boolean isLate) {
        int at = row * width + measure * CELLS;
        double more = cells[at] + 1;
        cells[at] = more;
        note(at, more, isLate);
    }

    /** Adds a finite sample by Welford's update. */
    void add(int row, int measure, double sample, boolean isLate) {
        double[] c = cells;
        int at = row * width + measure * CELLS;
        double more = c[at] + 1;
        c[at] = more;
        double mean = c[at + MEAN];
        double delta = sample - mean;
        double moved = mean + delta / more;
        c[at + MEAN] = moved;
        c[at + M2] += delta * (sample - moved);
        c[at + SUM] += sample;
        if (sample < c[at + MIN]) {
            c[at + MIN] = sample;
        }
        if (sample > c[at + MAX]) {
            c[at + MAX] = sample;
        }
        note(at, more, isLate);
    }

    private void note(int at, double more, boolean isLate) {
        if (more == 1) {
            filled++;
        }
        if (isLate) {
            cells[at + LATE]++;
        }
    }

    /** Takes over what another table of the same measures and series has. @return the row here of each row there */
    int[] merge(SliceTable that) {
        int[] rows = new int[that.size];
        for (int row = 0; row < that.size; row++) {
            rows[row] = find(that.series[row], that.sliceStartMs[row]);
            for (int from = row * width, end = from + width, to = rows[row] * width;
                    from < end;
                    from += CELLS, to += CELLS) {
                merge(to, that.cells, from);
            }
        }
        sketches.merge(that.sketches, rows);
        return rows;
    }

    /** Pairwise, see {@link org.chengyun.engine.core.aggregate.Moments#merge}. */
    private void merge(int at, double[] those, int from) {
        double more = those[from];
        if (more == 0) {
            return;
        }
        double[] c = cells;
        double had = c[at];
        if (had == 0) {
            System.arraycopy(those, from, c, at, CELLS);
            filled++;
            return;
        }
        double both = had + more;
        double delta = those[from + MEAN] - c[at + MEAN];
        double share = more / both;
        c[at] = both;
        c[at + LATE] += those[from + LATE];
        c[at + SUM] += those[from + SUM];
        c[at + MEAN] += delta * share;
        c[at + M2] += those[from + M2] + delta * delta * had * share;
        c[at + MIN] = Math.min(c[at + MIN], those[from + MIN]);
        c[at + MAX] = Math.max(c[at + MAX], those[from + MAX]);
    }

    int series(int row) {
        return series[row];
    }

    long sliceStartMs(int row) {
        return sliceStartMs[row];
    }

    double cell(int row, int measure, int cell) {
        return cells[row * width + measure * CELLS + cell];
    }

    void clear() {
        if (series.length > KEPT) {
            size = 0;
            resize(SMALLEST);
        } else {
            Arrays.fill(slots, 0);
            size = 0;
        }
        filled = 0;
        sketches.clear();
    }

    private int find(int seriesIndex, long startMs) {
        int mask = slots.length - 1;
        int slot = hash(seriesIndex, startMs) & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int row = entry - 1;
            if (series[row] == seriesIndex && sliceStartMs[row] == startMs) {
                return row;
            }
            slot = (slot + 1) & mask;
        }
        if (size == series.length) {
            resize(size * 2);
            return find(seriesIndex, startMs);
        }
        slots[slot] = size + 1;
        return start(size++, seriesIndex, startMs);
    }

    private int start(int row, int seriesIndex, long startMs) {
        series[row] = seriesIndex;
        sliceStartMs[row] = startMs;
        System.arraycopy(emptyRow, 0, cells, row * width, width);
        return row;
    }

    private void resize(int capacity) {
        series = Arrays.copyOf(series, capacity);
        sliceStartMs = Arrays.copyOf(sliceStartMs, capacity);
        cells = Arrays.copyOf(cells, Math.multiplyExact(capacity, width));
        slots = new int[capacity * 2];
        int mask = slots.length - 1;
        for (int row = 0; row < size; row++) {
            int slot = hash(series[row], sliceStartMs[row]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = row + 1;
        }
    }

    /**
     * Series are dense and slices multiples of a second: one multiplication alone leaves them on a lattice, whose rows
     * collide for some of the usual spans. Folding the upper half back in between two of them breaks it.
     */
    static int hash(int seriesIndex, long startMs) {
        long mixed = (startMs * 0x9e3779b97f4a7c15L) ^ (seriesIndex * 0xd6e8feb86659fd93L);
        mixed ^= mixed >>> 32;
        return (int) ((mixed * 0xd6e8feb86659fd93L) >>> 32);
    }
}
