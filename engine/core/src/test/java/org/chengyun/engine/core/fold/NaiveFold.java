package org.chengyun.engine.core.fold;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.engine.core.given.Sql;
import org.jspecify.annotations.Nullable;

/** What a fold should come to, the slow and plain way: keep every observation, group, then work each group out. */
final class NaiveFold {
    /** A metric, its condition in the test's own SQL, and the length of its slices worked out by hand. */
    record Wanted(Metric metric, Optional<Sql> where, long sliceMs) {
        boolean counts(Observation observation) {
            return where.map(sql -> Boolean.TRUE.equals(sql.on(observation.values)))
                            .orElse(true)
                    && metric.value().map(observation.values::get).isPresent()
                            == metric.value().isPresent();
        }
    }

    record Observation(Map<String, @Nullable Object> values, boolean late) {
        long eventTimeMs() {
            return value("at").longValue();
        }

        Number value(String field) {
            Object value = values.get(field);
            if (value instanceof Number number) {
                return number;
            }
            throw new IllegalStateException(field + " is " + value);
        }
    }

    record SliceKey(List<@Nullable Object> dimensions, long sliceStartMs) {}

    private final List<Observation> observations = new ArrayList<>();
    private int rejected;

    void add(Observation observation) {
        observations.add(observation);
    }

    void reject() {
        rejected++;
    }

    List<Observation> observations() {
        return observations;
    }

    int rejected() {
        return rejected;
    }

    List<Observation> countedByAny(List<Wanted> metrics) {
        return observations.stream()
                .filter(o -> metrics.stream().anyMatch(m -> m.counts(o)))
                .toList();
    }

    Map<SliceKey, List<Observation>> slices(Wanted wanted) {
        return observations.stream().filter(wanted::counts).collect(groupingBy(o -> key(wanted, o)));
    }

    private static SliceKey key(Wanted wanted, Observation observation) {
        List<@Nullable Object> dimensions = new ArrayList<>();
        wanted.metric.by().forEach(field -> dimensions.add(observation.values.get(field)));
        return new SliceKey(dimensions, Math.floorDiv(observation.eventTimeMs(), wanted.sliceMs) * wanted.sliceMs);
    }
}
