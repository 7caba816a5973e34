package org.chengyun.engine.core.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.decode.Row;
import org.jspecify.annotations.Nullable;

/**
 * Folds rows for all metrics with the same dimensions and slice: they share series and rows, and those of the same
 * condition and value share the moments too. Not thread-safe, apart
 * from the series, which siblings share.
 */
final class GroupFold {
    /** The value of a pure count. */
    private static final int NO_VALUE = -1;

    private final Conditions conditions;
    private final long sliceMs;
    private final SeriesIndex series;
    private final List<Measure> distinct = new ArrayList<>();
    private Measure[] measures = new Measure[0];
    /** By measure: what else it asks of a row; null if nothing. */
    private @Nullable SketchFold[] sketches = new SketchFold[0];

    private long sliceStartMs;

    private record Measure(int condition, int value, boolean isText) {}

    GroupFold(long sliceMs, SeriesIndex series, Conditions conditions) {
        this.conditions = conditions;
        this.sliceMs = sliceMs;
        this.series = series;
    }

    /** The measure of a metric: which of a row's moments are its. */
    int measure(Metric metric, Schema schema) {
        int value = metric.value().map(schema::indexOf).orElse(NO_VALUE);
        boolean isText = value != NO_VALUE && schema.field(value).type() == ValueType.TEXT;
        var measure = new Measure(conditions.number(metric.where()), value, isText);
        if (!distinct.contains(measure)) {
            distinct.add(measure);
            measures = distinct.toArray(Measure[]::new);
            sketches = Arrays.copyOf(sketches, measures.length);
        }
        int number = distinct.indexOf(measure);
        if (!metric.sketches().isEmpty()) {
            SketchFold asked = sketches[number];
            sketches[number] = (asked == null ? new SketchFold(number, value, isText) : asked).with(metric.sketches());
        }
        return number;
    }

    SeriesIndex series() {
        return series;
    }

    SliceTable newTable() {
        return new SliceTable(measures.length);
    }

    /** Adds the row to its slice. False if no metric counts it: filtered out, or without a value. */
    boolean fold(Row row, boolean late, SliceTable table) {
        int at = -1;
        for (int m = 0; m < measures.length; m++) {
            int value = measures[m].value;
            if (!conditions.passed(measures[m].condition) || (value != NO_VALUE && !row.present(value))) {
                continue;
            }
            if (at < 0) {
                at = table.row(series.of(row), sliceStart(row.eventTimeMs()));
            }
            if (value == NO_VALUE || measures[m].isText) {
                table.count(at, m, late);
            } else {
                table.add(at, m, row.number(value), late);
            }
            SketchFold sketch = sketches[m];
            if (sketch != null) {
                sketch.fold(row, at, table.sketches);
            }
        }
        return at >= 0;
    }

    /** Mostly the slice of the row before: a comparison is cheaper than a division. */
    private long sliceStart(long eventTimeMs) {
        long into = eventTimeMs - sliceStartMs;
        if (into < 0 || into >= sliceMs) {
            sliceStartMs = eventTimeMs - Math.floorMod(eventTimeMs, sliceMs);
        }
        return sliceStartMs;
    }
}
