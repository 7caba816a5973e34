package org.chengyun.ingest.mapped;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a row. Immutable.
 *
 * @param columns all columns that are looked at
 * @param observations what one row is turned into; of a case the opening
 * @param caseRule how the other events of a case follow; null if rows are no cases
 */
record Mapping(
        List<Column> columns,
        List<Emission> observations,
        @Nullable CaseRule caseRule) {
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

        /**
         * What the feed's code table says about the first of these columns that it knows.
         *
         * @param columns indices, the most exact code first
         * @param day the time by whose day the version of the table is chosen
         */
        record Category(List<Integer> columns, int day) implements Value {}

        /** Hours on the wall clock between the times in two columns; nothing if either is missing. */
        record Hours(int from, int to) implements Value {}
    }
}
