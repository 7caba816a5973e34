package org.chengyun.engine.runner.store;

import org.jspecify.annotations.Nullable;

/** A text array in PostgreSQL's notation, so that arrays of unequal content can travel in one array parameter. */
final class ArrayLiteral {
    private ArrayLiteral() {}

    static String of(@Nullable String[] values) {
        var literal = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                literal.append(',');
            }
            append(literal, values[i]);
        }
        return literal.append('}').toString();
    }

    private static void append(StringBuilder literal, @Nullable String value) {
        if (value == null) {
            literal.append("NULL");
            return;
        }
        literal.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\');
            }
            literal.append(c);
        }
        literal.append('"');
    }
}
