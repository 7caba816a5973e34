package org.chengyun.engine.core.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.core.decode.Dictionary;
import org.chengyun.engine.core.decode.Row;
import org.chengyun.engine.core.filter.Filter;
import org.chengyun.engine.core.filter.FilterCompiler;

/** The distinct conditions of a dataset's metrics: each is tested once per row. The poll thread owns it. */
final class Conditions {
    private final FilterCompiler compiler;
    private final List<Optional<Condition>> known = new ArrayList<>();
    private Filter[] filters = new Filter[0];
    private boolean[] passed = new boolean[0];

    Conditions(Schema schema, Dictionary dictionary) {
        this.compiler = new FilterCompiler(schema, dictionary);
    }

    /** The number of a condition, to be asked for in {@link #passed}. */
    int number(Optional<Condition> where) {
        int number = known.indexOf(where);
        if (number >= 0) {
            return number;
        }
        known.add(where);
        filters = known.stream()
                .map(condition -> condition.map(compiler::compile).orElse(Filter.ALL))
                .toArray(Filter[]::new);
        passed = new boolean[filters.length];
        return known.size() - 1;
    }

    void test(Row row) {
        for (int i = 0; i < filters.length; i++) {
            passed[i] = filters[i].passes(row);
        }
    }

    /** Whether the row of the last {@link #test} passed. */
    boolean passed(int number) {
        return passed[number];
    }
}
