package org.chengyun.engine.core.filter;

/**
 * SQL's three truth values as small numbers, so that and = minimum, or = maximum, not = 2 − x (Kleene).
 */
final class Truth {
    static final int FALSE = 0;
    static final int UNKNOWN = 1;
    static final int TRUE = 2;

    private Truth() {}

    static int of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
