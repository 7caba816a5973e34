package org.chengyun.engine.core.fold;

import java.util.List;
import org.chengyun.datasets.sketch.DistinctCount;
import org.chengyun.datasets.sketch.Hash64;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.chengyun.engine.core.decode.Row;

/**
 * Folds the values of one measure into its sketches. Immutable.
 *
 * @param measure its number in the group
 * @param value field index
 * @param isText then there is no histogram
 */
record SketchFold(int measure, int value, boolean isText, boolean hasHistogram, boolean hasDistinct) {
    SketchFold(int measure, int value, boolean isText) {
        this(measure, value, isText, false, false);
    }

    SketchFold with(List<Sketch> sketches) {
        return new SketchFold(
                measure,
                value,
                isText,
                hasHistogram || sketches.contains(Sketch.HISTOGRAM),
                hasDistinct || sketches.contains(Sketch.DISTINCT));
    }

    /** The number of a measure's sketch in the table. */
    static int number(int measure, Sketch sketch) {
        return measure * 2 + (sketch == Sketch.HISTOGRAM ? 0 : 1);
    }

    /** What a bucket of the sketch of that number holds when two are put together. */
    static long merged(int number, long one, long other) {
        boolean isHistogram = number % 2 == 0;
        return isHistogram ? one + other : Math.max(one, other);
    }

    void fold(Row row, int at, SketchTable table) {
        if (hasHistogram) {
            table.add(number(measure, Sketch.HISTOGRAM), at, ValueHistogram.bucket(row.number(value)));
        }
        if (hasDistinct) {
            long hash = isText ? row.hash(value) : Hash64.of(row.number(value));
            table.max(number(measure, Sketch.DISTINCT), at, DistinctCount.register(hash), DistinctCount.rank(hash));
        }
    }
}
