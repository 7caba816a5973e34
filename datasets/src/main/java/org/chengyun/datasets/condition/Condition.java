package org.chengyun.datasets.condition;

import java.util.List;

/** A parsed condition over the fields of one dataset. Immutable. */
public sealed interface Condition {
    /** {@code left and right} */
    record And(Condition left, Condition right) implements Condition {}

    /** {@code left or right} */
    record Or(Condition left, Condition right) implements Condition {}

    /** {@code not inner} */
    record Not(Condition inner) implements Condition {}

    /** {@code field is null}; {@code is not null} is a {@link Not} around it. */
    record IsNull(String field) implements Condition {}

    /** {@code field operator literal}; unknown if the field is null. */
    record Compare(String field, Operator operator, Literal literal) implements Condition {}

    /** {@code field in (a, b, …)}; unknown if the field is null. */
    record In(String field, List<Literal> literals) implements Condition {}

    /** The comparison operators. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** Whether a comparison with result {@code c}, as of a Comparator, satisfies this operator. */
        public boolean holds(int c) {
            return switch (this) {
                case EQUAL -> c == 0;
                case NOT_EQUAL -> c != 0;
                case LESS -> c < 0;
                case LESS_OR_EQUAL -> c <= 0;
                case GREATER -> c > 0;
                case GREATER_OR_EQUAL -> c >= 0;
            };
        }
    }

    /** A constant in a condition. */
    sealed interface Literal {
        record Text(String value) implements Literal {}

        record Numeric(double value) implements Literal {}

        record Bool(boolean value) implements Literal {}
    }
}
