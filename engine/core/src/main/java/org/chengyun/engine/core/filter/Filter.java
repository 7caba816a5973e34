package org.chengyun.engine.core.filter;

import org.chengyun.engine.core.decode.Row;

/** A condition on rows. Like SQL's where, it lets a row pass only if it is true, not if it is unknown. */
@FunctionalInterface
public interface Filter {
    /** Lets everything pass. */
    Filter ALL = row -> Truth.TRUE;

    /** One of the three constants of {@link Truth}. */
    int test(Row row);

    default boolean passes(Row row) {
        return test(row) == Truth.TRUE;
    }
}
