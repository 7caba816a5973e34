package org.chengyun.api.window;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.datasets.catalogue.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Which values of which dimensions are asked for. Several values of one dimension: any of them. Several dimensions: all of
 * them. Immutable.
 */
public record By(Map<String, Set<String>> values) {
    public static final By EVERYTHING = new By(Map.of());

    public By {
        values = Map.copyOf(values);
    }

    public static By of(String dimension, String value) {
        return new By(Map.of(dimension, Set.of(value)));
    }

    /**
     * Of parameters {@code dim=value}.
     *
     * @throws ProblemException {@code filter-malformed}
     */
    public static By parse(List<String> parameters) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new ProblemException(
                        ProblemCode.FILTER_MALFORMED,
                        "A filter is by=dimension=value, such as by=road=R017; got by=%s.".formatted(parameter));
            }
            values.computeIfAbsent(parameter.substring(0, equals), d -> new LinkedHashSet<>())
                    .add(parameter.substring(equals + 1));
        }
        return new By(values);
    }

    /**
     * Refuses dimensions that the metric lacks.
     *
     * @throws ProblemException {@code dimension-unknown}
     */
    public void check(Metric metric) {
        for (String dimension : values.keySet()) {
            if (!metric.by().contains(dimension)) {
                String has = metric.by().isEmpty() ? "it is city-wide" : "it has " + String.join(", ", metric.by());
                throw new ProblemException(
                                ProblemCode.DIMENSION_UNKNOWN,
                                "%s has no dimension '%s'; %s.".formatted(metric.id(), dimension, has))
                        .with("dimensions", metric.by());
            }
        }
    }

    /** A text that is the same for the same question. */
    public String question() {
        Map<String, List<String>> sorted = new TreeMap<>();
        values.forEach((dimension, accepted) ->
                sorted.put(dimension, accepted.stream().sorted().toList()));
        return sorted.toString();
    }

    /** A row's value by dimension; null = the observations had none. */
    public static Map<String, @Nullable String> named(Metric metric, List<@Nullable String> dimensions) {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            named.put(metric.by().get(i), dimensions.get(i));
        }
        return Collections.unmodifiableMap(named);
    }
}
