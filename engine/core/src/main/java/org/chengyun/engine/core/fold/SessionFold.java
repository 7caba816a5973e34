package org.chengyun.engine.core.fold;

import java.time.Duration;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.decode.Row;

/** Folds rows into the sessions of one metric. Not thread-safe, apart from the series, which siblings
 * share. */
final class SessionFold {
    private static final int NO_VALUE = -1;

    private final Conditions conditions;
    private final int condition;
    private final int value;
    private final boolean isCounted;
    private final long gapMs;
    private final SeriesIndex series;

    /** @param series of the metric, in the order of its dimensions */
    SessionFold(Metric metric, Duration gap, Schema schema, SeriesIndex series, Conditions conditions) {
        this.conditions = conditions;
        this.condition = conditions.number(metric.where());
        this.value = metric.value().map(schema::indexOf).orElse(NO_VALUE);
        this.isCounted = value == NO_VALUE || schema.field(value).type() == ValueType.TEXT;
        this.gapMs = gap.toMillis();
        this.series = series;
    }

    SeriesIndex series() {
        return series;
    }

    SessionDeltas newDeltas() {
        return new SessionDeltas(gapMs);
    }

    /** Adds the row to its session. False if the metric does not count it: filtered out, or without a value. */
    boolean fold(Row row, boolean late, SessionDeltas deltas) {
        if (!conditions.passed(condition) || (value != NO_VALUE && !row.present(value))) {
            return false;
        }
        if (isCounted) {
            deltas.count(series.of(row), row.eventTimeMs(), late);
        } else {
            deltas.add(series.of(row), row.eventTimeMs(), row.number(value), late);
        }
        return true;
    }
}
