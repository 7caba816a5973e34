package org.chengyun.engine.core.given;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A boolean expression of SQL that can be written down and worked out by hand: null is unknown, as in the standard. Shares
 * nothing with the product, so that it may judge it.
 */
public sealed interface Sql {
    /** As a person would write it. */
    String text();

    /** True, false, or null for unknown, given the values of the fields by name. */
    @Nullable
    Boolean on(Map<String, @Nullable Object> row);

    record And(Sql left, Sql right) implements Sql {
        @Override
        public String text() {
            return bracketed(left) + " and " + bracketed(right);
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Boolean a = left.on(row);
            Boolean b = right.on(row);
            if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
                return false;
            }
            return (a == null || b == null) ? null : true;
        }

        private static String bracketed(Sql inner) {
            return inner instanceof Or ? "(" + inner.text() + ")" : inner.text();
        }
    }

    record Or(Sql left, Sql right) implements Sql {
        @Override
        public String text() {
            return left.text() + " OR " + right.text();
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Boolean a = left.on(row);
            Boolean b = right.on(row);
            if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
                return true;
            }
            return (a == null || b == null) ? null : false;
        }
    }

    record Not(Sql inner) implements Sql {
        @Override
        public String text() {
            return "not (" + inner.text() + ")";
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Boolean value = inner.on(row);
            return value == null ? null : !value;
        }
    }

    record IsNull(String field, boolean negated) implements Sql {
        @Override
        public String text() {
            return field + (negated ? " is not null" : " is null");
        }

        @Override
        public Boolean on(Map<String, @Nullable Object> row) {
            return (row.get(field) == null) != negated;
        }
    }

    record Compare(String field, String sign, Object constant) implements Sql {
        @Override
        public String text() {
            return field + " " + sign + " " + literal(constant);
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Object value = row.get(field);
            if (value == null) {
                return null;
            }
            int c = order(value, constant);
            return switch (sign) {
                case "=" -> c == 0;
                case "<>", "!=" -> c != 0;
                case "<" -> c < 0;
                case "<=" -> c <= 0;
                case ">" -> c > 0;
                case ">=" -> c >= 0;
                default -> throw new IllegalStateException(sign);
            };
        }
    }

    record In(String field, List<Object> constants, boolean negated) implements Sql {
        @Override
        public String text() {
            return constants.stream()
                    .map(Sql::literal)
                    .collect(joining(", ", field + (negated ? " not in (" : " in ("), ")"));
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Object value = row.get(field);
            return value == null ? null : constants.stream().anyMatch(c -> order(value, c) == 0) != negated;
        }
    }

    record Between(String field, Object low, Object high, boolean negated) implements Sql {
        @Override
        public String text() {
            return "%s %s %s and %s".formatted(field, negated ? "not between" : "BETWEEN", literal(low), literal(high));
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            Object value = row.get(field);
            return value == null ? null : (order(value, low) >= 0 && order(value, high) <= 0) != negated;
        }
    }

    /** A boolean field that stands alone. */
    record Alone(String field) implements Sql {
        @Override
        public String text() {
            return field;
        }

        @Override
        public @Nullable Boolean on(Map<String, @Nullable Object> row) {
            return (Boolean) row.get(field);
        }
    }

    /** A random expression over the fields of a schema; times cannot be compared and only appear in null tests. */
    static Sql random(Schema schema, int depth, Random random) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return predicate(schema.field(random.nextInt(schema.size())), random);
        }
        return switch (random.nextInt(3)) {
            case 0 -> new And(random(schema, depth - 1, random), random(schema, depth - 1, random));
            case 1 -> new Or(random(schema, depth - 1, random), random(schema, depth - 1, random));
            default -> new Not(random(schema, depth - 1, random));
        };
    }

    private static Sql predicate(Field field, Random random) {
        String name = field.name();
        boolean negated = random.nextBoolean();
        return switch (field.type() == ValueType.TIME ? 0 : random.nextInt(6)) {
            case 0 -> new IsNull(name, negated);
            case 1 -> {
                List<Object> constants = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    constants.add(RandomValues.value(field, random));
                }
                yield new In(name, constants, negated);
            }
            case 2 -> new Between(name, RandomValues.value(field, random), RandomValues.value(field, random), negated);
            case 3 -> field.type() == ValueType.BOOLEAN ? new Alone(name) : compare(field, random);
            default -> compare(field, random);
        };
    }

    private static Sql compare(Field field, Random random) {
        List<String> signs = List.of("=", "<>", "!=", "<", "<=", ">", ">=");
        return new Compare(field.name(), signs.get(random.nextInt(signs.size())), RandomValues.value(field, random));
    }

    private static String literal(Object constant) {
        return constant instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(constant);
    }

    /** Numbers by value, so that 0 equals −0; false before true; texts as Java orders them. */
    private static int order(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            double left = x.doubleValue();
            double right = y.doubleValue();
            return left < right ? -1 : left > right ? 1 : 0;
        }
        return a instanceof Boolean left
                ? Boolean.compare(left, (Boolean) b)
                : Comparator.<String>naturalOrder().compare((String) a, (String) b);
    }
}
