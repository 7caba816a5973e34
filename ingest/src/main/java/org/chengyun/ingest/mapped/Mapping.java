package org.chengyun.ingest.mapped;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a row. Immutable.
 *
 * @param columns all columns that are looked at
 * @param observations what one row is turned into
 */
record Mapping(List<Column> columns, List<Emission> observations) {
    /**
     * One observation of a row.
     *
     * @param when index of the column that must have a value for it; -1 if it is always made
     * @param values one per field of the schema; null where the feed says nothing
     */
    record Emission(int when, List<@Nullable Value> values) {}

    /** Where the value of a field comes from. */
    sealed interface Value {
        /**
         * The first of these columns that has a value.
         *
         * @param columns indices
         * @param factors to the field's unit, one per column
         */
        record Columns(List<Integer> columns, List<Double> factors) implements Value {}

        /** Always the same text. */
        record Fixed(String text) implements Value {}

        /** Hours on the wall clock between the times in two columns; nothing if either is missing. */
        record Hours(int from, int to) implements Value {}
    }
}
