package org.chengyun.datasets.schema;

import org.jspecify.annotations.Nullable;

/**
 * One field of a dataset. Immutable.
 *
 * @param dimension true if metrics may group by it
 * @param required true if every observation has it; otherwise it may be null
 * @param unit unit of a measure, such as {@code km/h}; null if it has none
 * @param min smallest valid value of a number, inclusive; null if unbounded
 * @param max largest valid value of a number, inclusive; null if unbounded
 * @param pseudonymise true if ingest replaces the value by a keyed hash before Kafka
 */
public record Field(
        String name,
        ValueType type,
        boolean dimension,
        boolean required,
        @Nullable String unit,
        @Nullable Double min,
        @Nullable Double max,
        boolean pseudonymise) {
    /** Whether a finite number lies within the range of this field. */
    public boolean accepts(double value) {
        return (min == null || value >= min) && (max == null || value <= max);
    }
}
