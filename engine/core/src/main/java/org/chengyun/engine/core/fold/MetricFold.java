package org.chengyun.engine.core.fold;

import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.engine.core.filter.Filter;
import org.chengyun.engine.core.filter.FilterCompiler;

/** Folds the rows of a dataset for one metric. Not thread-safe: the poll thread owns it. */
final class MetricFold {
    private static final int NO_VALUE = -1;

    private final Filter filter;
    private final int value;
    private final long sliceMs;
    private final SeriesIndex series;

    MetricFold(Metric metric, Schema schema, Dictionary dictionary) {
        this.filter = metric.where()
                .map(condition -> new FilterCompiler(schema, dictionary).compile(condition))
                .orElse(Filter.ALL);
        this.value = metric.value().map(schema::indexOf).orElse(NO_VALUE);
        this.sliceMs = metric.slice().sizeMs();
        this.series =
                new SeriesIndex(metric.by().stream().mapToInt(schema::indexOf).toArray(), dictionary);
    }

    SeriesIndex series() {
        return series;
    }

    /** Adds the row to its slice. False if the metric does not count it: filtered out, or without a value. */
    boolean fold(Row row, boolean late, SliceTable deltas) {
        if (!filter.passes(row) || (value != NO_VALUE && !row.present(value))) {
            return false;
        }
        long eventTimeMs = row.eventTimeMs();
        long sliceStartMs = eventTimeMs - Math.floorMod(eventTimeMs, sliceMs);
        int index = series.of(row);
        if (value == NO_VALUE) {
            deltas.count(index, sliceStartMs, late);
        } else {
            deltas.add(index, sliceStartMs, row.number(value), late);
        }
        return true;
    }
}
