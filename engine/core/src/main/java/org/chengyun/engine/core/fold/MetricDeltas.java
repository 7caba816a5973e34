package org.chengyun.engine.core.fold;

import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.engine.core.aggregate.Moments;

/**
 * The deltas of one metric: moments per (series, slice). A view of a table that several metrics share, so a row may be
 * without samples of this one: then {@link #n} is 0. One owner at a time.
 */
public final class MetricDeltas {
    private final SliceTable table;
    private final int measure;

    MetricDeltas(SliceTable table, int measure) {
        this.table = table;
        this.measure = measure;
    }

    /** Number of rows, with or without samples; they have the numbers 0 to size − 1. */
    public int size() {
        return table.size();
    }

    /** Index in the metric's {@link SeriesIndex}. */
    public int series(int row) {
        return table.series(row);
    }

    public long sliceStartMs(int row) {
        return table.sliceStartMs(row);
    }

    /** Number of samples; 0 if the row is another metric's. */
    public long n(int row) {
        return (long) cell(row, SliceTable.N);
    }

    /** How many of them came late. */
    public long late(int row) {
        return (long) cell(row, SliceTable.LATE);
    }

    public double sum(int row) {
        return cell(row, SliceTable.SUM);
    }

    public double mean(int row) {
        return cell(row, SliceTable.MEAN);
    }

    public double m2(int row) {
        return cell(row, SliceTable.M2);
    }

    public double min(int row) {
        return cell(row, SliceTable.MIN);
    }

    public double max(int row) {
        return cell(row, SliceTable.MAX);
    }

    public Moments moments(int row) {
        return new Moments(n(row), sum(row), mean(row), m2(row), min(row), max(row));
    }

    /** What a sketch of the metric got of it, as {@link org.chengyun.datasets.sketch.Cells}; empty if nothing. */
    public long[] cells(int row, Sketch sketch) {
        return table.sketches.cells(SketchFold.number(measure, sketch), row);
    }

    private double cell(int row, int cell) {
        return table.cell(row, measure, cell);
    }
}
