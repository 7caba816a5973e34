package org.chengyun.datasets.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.datasets.condition.Condition.Literal;
import org.chengyun.datasets.condition.Condition.Operator;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;

/**
 * Reads conditions: {@code and}, {@code or}, {@code not}, parentheses, {@code = <> != < <= > >=}, {@code is [not] null},
 * {@code [not] in (…)}, {@code [not] between … and …}, and a boolean field alone. Text stands in single quotes, doubled
 * inside. Keywords in any case. Binding as in SQL: not, and, or.
 */
public final class ConditionParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<word>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<number>[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)"
            + "|(?<text>'(?:[^']++|'')*+')"
            + "|(?<sign><=|>=|<>|!=|=|<|>|\\(|\\)|,))");

    private final Schema schema;
    private final List<Token> tokens;
    private int next;

    private ConditionParser(String source, Schema schema) {
        this.schema = schema;
        this.tokens = tokens(source);
    }

    /**
     * Parses and type-checks a condition.
     *
     * @throws InvalidCondition with a message for the person who wrote it
     */
    public static Condition parse(String source, Schema schema) {
        var parser = new ConditionParser(source, schema);
        Condition condition = parser.or();
        if (!parser.peek().kind.equals("end")) {
            throw new InvalidCondition("did not expect '%s'".formatted(parser.peek().text));
        }
        return condition;
    }

    private record Token(String kind, String text) {
        boolean is(String word) {
            return !kind.equals("text") && text.toLowerCase(Locale.ROOT).equals(word);
        }
    }

    private static List<Token> tokens(String source) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.stripTrailing().length()) {
            if (!matcher.region(at, source.length()).lookingAt()) {
                throw new InvalidCondition(
                        "cannot read '%s'".formatted(source.substring(at).strip()));
            }
            for (String kind : List.of("word", "number", "text", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            at = matcher.end();
        }
        tokens.add(new Token("end", "the end"));
        return tokens;
    }

    private Condition or() {
        Condition left = and();
        while (accept("or")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (accept("and")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (accept("not")) {
            return new Condition.Not(not());
        }
        if (accept("(")) {
            Condition inner = or();
            expect(")");
            return inner;
        }
        return predicate();
    }

    private Condition predicate() {
        String field = field();
        if (accept("is")) {
            boolean negated = accept("not");
            expect("null");
            return negate(negated, new Condition.IsNull(field));
        }
        boolean negated = accept("not");
        if (accept("in")) {
            return negate(negated, in(field));
        }
        if (accept("between")) {
            return negate(negated, between(field));
        }
        if (negated) {
            throw new InvalidCondition("after '%s not' expected in or between".formatted(field));
        }
        for (Operator operator : Operator.values()) {
            if (accept(operator.sign()) || (operator == Operator.NOT_EQUAL && accept("!="))) {
                return new Condition.Compare(field, operator, literal(field));
            }
        }
        if (typeOf(field) == ValueType.BOOLEAN) {
            return new Condition.Compare(field, Operator.EQUAL, new Literal.Bool(true));
        }
        throw new InvalidCondition("after '%s' expected a comparison, got '%s'".formatted(field, peek().text));
    }

    private Condition in(String field) {
        expect("(");
        List<Literal> literals = new ArrayList<>();
        do {
            literals.add(literal(field));
        } while (accept(","));
        expect(")");
        return new Condition.In(field, List.copyOf(literals));
    }

    private Condition between(String field) {
        Literal low = literal(field);
        expect("and");
        Literal high = literal(field);
        return new Condition.And(
                new Condition.Compare(field, Operator.GREATER_OR_EQUAL, low),
                new Condition.Compare(field, Operator.LESS_OR_EQUAL, high));
    }

    private static Condition negate(boolean negated, Condition condition) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private String field() {
        Token token = take();
        if (!token.kind.equals("word") || schema.indexOf(token.text) < 0) {
            throw new InvalidCondition("'%s' is not a field; fields are %s"
                    .formatted(
                            token.text,
                            String.join(
                                    ", ",
                                    schema.fields().stream().map(f -> f.name()).toList())));
        }
        return token.text;
    }

    private ValueType typeOf(String field) {
        return schema.field(schema.indexOf(field)).type();
    }

    private Literal literal(String field) {
        Token token = take();
        Literal literal = switch (token.kind) {
            case "number" -> number(token);
            case "text" ->
                new Literal.Text(
                        token.text.substring(1, token.text.length() - 1).replace("''", "'"));
            default -> bool(token);
        };
        if (!fits(literal, typeOf(field))) {
            throw new InvalidCondition("'%s' is %s and cannot be compared with %s"
                    .formatted(field, typeOf(field).name().toLowerCase(Locale.ROOT), token.text));
        }
        return literal;
    }

    private static Literal number(Token token) {
        double value = Double.parseDouble(token.text);
        if (Double.isInfinite(value)) {
            throw new InvalidCondition("'%s' is too large a number".formatted(token.text));
        }
        return new Literal.Numeric(value);
    }

    private static Literal bool(Token token) {
        if (token.is("true") || token.is("false")) {
            return new Literal.Bool(token.is("true"));
        }
        throw new InvalidCondition("expected a constant, got '%s'".formatted(token.text));
    }

    private static boolean fits(Literal literal, ValueType type) {
        return switch (literal) {
            case Literal.Text text -> type == ValueType.TEXT;
            case Literal.Numeric number -> type.isNumeric();
            case Literal.Bool bool -> type == ValueType.BOOLEAN;
        };
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(Math.min(next++, tokens.size() - 1));
    }

    private boolean accept(String text) {
        if (peek().is(text)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String text) {
        if (!accept(text)) {
            throw new InvalidCondition("expected '%s', got '%s'".formatted(text, peek().text));
        }
    }
}
