package org.chengyun.api.window;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chengyun.api.access.Reach;
import org.chengyun.api.access.Scope;
import org.chengyun.datasets.catalogue.Metric;
import org.jspecify.annotations.Nullable;

/** Which series of a metric are read: what was asked for, cut down to what the asker may see. Immutable. */
public final class SeriesFilter {
    private final List<OneOf> conditions;

    private SeriesFilter(List<OneOf> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** @param position of the dimension, from 1 */
    private record OneOf(int position, Set<String> values, boolean orNone) {
        String sql() {
            String oneOf = "s.dimensions[%d] = any(?)".formatted(position);
            return orNone ? "(%s or s.dimensions[%d] is null)".formatted(oneOf, position) : oneOf;
        }
    }

    /** Every series. */
    public static SeriesFilter all() {
        return new SeriesFilter(List.of());
    }

    /**
     * Of a question and what its asker may see.
     *
     * @param by accepted values by dimension of the metric; the empty text also stands for "none"
     */
    public static SeriesFilter of(Metric metric, Map<String, Set<String>> by, Scope scope) {
        List<OneOf> conditions = new ArrayList<>();
        for (int i = 0; i < metric.by().size(); i++) {
            String dimension = metric.by().get(i);
            Set<String> asked = by.get(dimension);
            if (asked != null) {
                conditions.add(new OneOf(i + 1, asked, asked.contains("")));
            }
            if (scope.in(dimension) instanceof Reach.Only(Set<String> seen)) {
                conditions.add(new OneOf(i + 1, seen, false));
            }
        }
        return new SeriesFilter(conditions);
    }

    /** Whether a series of those dimensions is among them. */
    public boolean matches(List<@Nullable String> dimensions) {
        return conditions.stream().allMatch(condition -> {
            String value = dimensions.get(condition.position - 1);
            return value == null ? condition.orNone : condition.values.contains(value);
        });
    }

    /** Conditions on {@code series s}, each with a leading {@code and}. */
    public String sql() {
        return conditions.stream().map(condition -> " and " + condition.sql()).collect(joining());
    }

    /** Sets the parameters of {@link #sql} and returns the index after the last. */
    public int bind(PreparedStatement statement, int firstIndex) throws SQLException {
        int index = firstIndex;
        for (OneOf condition : conditions) {
            Object[] values = condition.values.stream().sorted().toArray();
            statement.setArray(index++, statement.getConnection().createArrayOf("text", values));
        }
        return index;
    }
}
