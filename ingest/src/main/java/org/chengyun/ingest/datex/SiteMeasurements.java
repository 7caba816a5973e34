package org.chengyun.ingest.datex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code siteMeasurements} as it was written. Immutable.
 *
 * @param site its id; empty if it has none
 * @param values in the order of the document
 * @param time of the values
 */
record SiteMeasurements(String site, List<Value> values, Time time) {
    /**
     * One value.
     *
     * @param index which of the site's characteristics it is
     * @param number as written; null if there is none, or the source says that it is no measurement
     */
    record Value(Quantity quantity, int index, @Nullable String number) {}

    /**
     * When the values were measured, as written; null for what is not said.
     *
     * @param value of all of them
     * @param meaning which point of the period {@code value} is: beginTime, middleTime, endTime
     * @param start of the period
     * @param end of the period
     * @param periodS its length in seconds
     */
    record Time(
            @Nullable String value,
            @Nullable String meaning,
            @Nullable String start,
            @Nullable String end,
            @Nullable String periodS) {}
}
