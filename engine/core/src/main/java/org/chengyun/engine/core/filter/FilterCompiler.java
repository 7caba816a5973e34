package org.chengyun.engine.core.filter;

import java.util.List;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.condition.Condition.Literal;
import org.chengyun.datasets.condition.Condition.Operator;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.core.decode.Dictionary;

/**
 * Compiles a checked {@link Condition}: fields become indexes, texts become dictionary codes. Texts are ordered by their
 * UTF-16 units, as {@link String#compareTo} does, whatever the database's collation.
 */
public final class FilterCompiler {
    private final Schema schema;
    private final Dictionary dictionary;

    public FilterCompiler(Schema schema, Dictionary dictionary) {
        this.schema = schema;
        this.dictionary = dictionary;
    }

    public Filter compile(Condition condition) {
        return switch (condition) {
            case Condition.And and -> {
                Filter left = compile(and.left());
                Filter right = compile(and.right());
                yield row -> Math.min(left.test(row), right.test(row));
            }
            case Condition.Or or -> {
                Filter left = compile(or.left());
                Filter right = compile(or.right());
                yield row -> Math.max(left.test(row), right.test(row));
            }
            case Condition.Not not -> {
                Filter inner = compile(not.inner());
                yield row -> Truth.TRUE - inner.test(row);
            }
            case Condition.IsNull isNull -> {
                int field = schema.indexOf(isNull.field());
                yield row -> Truth.of(!row.present(field));
            }
            case Condition.Compare compare -> compare(compare.field(), compare.operator(), compare.literal());
            case Condition.In in -> in(in.field(), in.literals());
        };
    }

    private Filter in(String field, List<Literal> literals) {
        Filter[] any = literals.stream()
                .map(literal -> compare(field, Operator.EQUAL, literal))
                .toArray(Filter[]::new);
        return row -> {
            int truth = Truth.FALSE;
            for (int i = 0; i < any.length && truth != Truth.TRUE; i++) {
                truth = Math.max(truth, any[i].test(row));
            }
            return truth;
        };
    }

    private Filter compare(String name, Operator operator, Literal literal) {
        int field = schema.indexOf(name);
        Filter known = switch (literal) {
            case Literal.Numeric number -> number(field, operator, number.value());
            case Literal.Bool bool ->
                row -> Truth.of(operator.holds(Boolean.compare(row.code(field) == 1, bool.value())));
            case Literal.Text text -> text(field, operator, text.value());
        };
        return row -> row.present(field) ? known.test(row) : Truth.UNKNOWN;
    }

    private static Filter number(int field, Operator operator, double literal) {
        // Adding zero makes zero of −0, which Double.compare would put before it.
        double constant = literal + 0.0;
        return row -> Truth.of(operator.holds(Double.compare(row.number(field) + 0.0, constant)));
    }

    private Filter text(int field, Operator operator, String literal) {
        int code = dictionary.code(literal);
        return switch (operator) {
            case EQUAL -> row -> Truth.of(row.code(field) == code);
            case NOT_EQUAL -> row -> Truth.of(row.code(field) != code);
            default ->
                row -> Truth.of(operator.holds(dictionary.text(row.code(field)).compareTo(literal)));
        };
    }
}
