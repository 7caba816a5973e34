package org.chengyun.datasets.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chengyun.datasets.condition.Condition.Literal;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionParserTest {
    private static final Schema SCHEMA = new Schema(
            "test",
            List.of(
                    field("at", ValueType.TIME),
                    field("speed", ValueType.NUMBER),
                    field("volume", ValueType.INTEGER),
                    field("status", ValueType.TEXT),
                    field("working", ValueType.BOOLEAN)));

    private static Field field(String name, ValueType type) {
        return new Field(name, type, false, false, null, null, null, false);
    }

    /** SQL's logic, written as the standard's truth tables say: empty is unknown. */
    private static Optional<Boolean> holds(Condition condition, Map<String, Object> row) {
        return switch (condition) {
            case Condition.And and -> {
                Optional<Boolean> left = holds(and.left(), row);
                Optional<Boolean> right = holds(and.right(), row);
                if (left.equals(Optional.of(false)) || right.equals(Optional.of(false))) {
                    yield Optional.of(false);
                }
                yield left.isPresent() && right.isPresent() ? Optional.of(true) : Optional.empty();
            }
            case Condition.Or or ->
                holds(new Condition.And(new Condition.Not(or.left()), new Condition.Not(or.right())), row)
                        .map(both -> !both);
            case Condition.Not not -> holds(not.inner(), row).map(inner -> !inner);
            case Condition.IsNull isNull -> Optional.of(!row.containsKey(isNull.field()));
            case Condition.In in -> {
                Object value = row.get(in.field());
                yield value == null
                        ? Optional.empty()
                        : Optional.of(in.literals().stream().anyMatch(l -> compare(value, l) == 0));
            }
            case Condition.Compare compare -> {
                Object value = row.get(compare.field());
                yield value == null
                        ? Optional.empty()
                        : Optional.of(compare.operator().holds(compare(value, compare.literal())));
            }
        };
    }

    private static int compare(Object value, Literal literal) {
        return switch (literal) {
            case Literal.Text text -> ((String) value).compareTo(text.value());
            case Literal.Numeric number -> Double.compare(((Number) value).doubleValue(), number.value());
            case Literal.Bool bool -> Boolean.compare((Boolean) value, bool.value());
        };
    }

    /** @param row such as {@code speed=3 status=404}; what is not named is null */
    private static Map<String, Object> row(@Nullable String row) {
        var values = new HashMap<String, Object>();
        if (row == null) {
            return values;
        }
        for (String cell : row.split(" ", -1)) {
            String[] parts = cell.split("=", -1);
            values.put(
                    parts[0],
                    switch (parts[0]) {
                        case "status" -> parts[1];
                        case "working" -> Boolean.valueOf(parts[1]);
                        default -> Double.valueOf(parts[1]);
                    });
        }
        return values;
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "speed > 3 | speed=4 | true",
                "speed > 3 | speed=3 | false",
                "speed > 3 | | unknown",
                "speed >= 3 | speed=3 | true",
                "speed <> 3 | speed=3 | false",
                "speed != 3 | speed=4 | true",
                "speed < -2.5e1 | speed=-30 | true",
                "speed<=3and volume=2 | speed=3 volume=2 | true",
                "status = '404' | status=404 | true",
                "status = '404' | | unknown",
                "not status = '404' | | unknown",
                "status is null | | true",
                "status is not null | | false",
                "status is not null | status=x | true",
                "not status is null | status=x | true",
                "STATUS_NOT_HERE = 1 or 1 | | fault",
                "speed > 3 and volume > 3 | speed=2 | false",
                "speed > 3 and volume > 3 | speed=4 | unknown",
                "speed > 3 or volume > 3 | speed=4 | true",
                "speed > 3 or volume > 3 | speed=2 | unknown",
                "not (speed > 3 or volume > 3) | speed=4 | false",
                "not (speed > 3 or volume > 3) | speed=2 | unknown",
                "speed in (1, 2, 3) | speed=2 | true",
                "speed in (1, 2, 3) | | unknown",
                "speed not in (1, 2, 3) | speed=2 | false",
                "speed not in (1, 2, 3) | | unknown",
                "status in ('a', 'it''s') | status=it's | true",
                "speed between 2 and 4 | speed=4 | true",
                "speed between 2 and 4 | speed=4.1 | false",
                "speed between 2 and 4 and volume = 1 | speed=3 volume=1 | true",
                "speed not between 2 and 4 | speed=5 | true",
                "speed not between 2 and 4 | | unknown",
                "working | working=true | true",
                "not working | working=true | false",
                "working = false | working=false | true",
                "working | | unknown",
                // 'and' binds tighter than 'or', 'not' tighter than both
                "speed = 1 or speed = 2 and volume = 9 | speed=1 volume=1 | true",
                "(speed = 1 or speed = 2) and volume = 9 | speed=1 volume=1 | false",
                "not speed = 1 or speed = 1 | speed=1 | true",
                "not speed = 1 and speed = 2 | speed=2 | true",
                "NOT speed IS NULL AND Speed_x = 1 | | fault",
                "NOT speed IS NULL AND working = TRUE | speed=1 working=true | true",
            })
    void shouldFollowSqlsLogic(String condition, @Nullable String row, String expected) {
        if (expected.equals("fault")) {
            assertThatThrownBy(() -> ConditionParser.parse(condition, SCHEMA)).isInstanceOf(InvalidCondition.class);
            return;
        }
        Condition parsed = ConditionParser.parse(condition, SCHEMA);

        String answer = holds(parsed, row(row)).map(Objects::toString).orElse("unknown");

        assertThat(answer).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "road = 'x' | 'road' is not a field; fields are at, speed, volume, status, working",
                "speed = '3' | 'speed' is number and cannot be compared with '3'",
                "status = 3 | 'status' is text and cannot be compared with 3",
                "working = 1 | 'working' is boolean and cannot be compared with 1",
                "at > 3 | 'at' is time and cannot be compared with 3",
                "speed | after 'speed' expected a comparison, got 'the end'",
                "speed > | expected a constant, got 'the end'",
                "speed > volume | expected a constant, got 'volume'",
                "speed in () | expected a constant, got ')'",
                "speed in (1, | expected a constant, got 'the end'",
                "speed in 1 | expected '(', got '1'",
                "speed is 3 | expected 'null', got '3'",
                "speed not 3 | after 'speed not' expected in or between",
                "speed between 1 or 2 | expected 'and', got 'or'",
                "(speed > 1 | expected ')', got 'the end'",
                "speed > 1) | did not expect ')'",
                "speed > 1 volume > 1 | did not expect 'volume'",
                "speed > 5-3 | did not expect '-3'",
                "status = 'open | cannot read ''open'",
                "speed == 1 | expected a constant, got '='",
                "speed > 1; drop | cannot read '; drop'",
                "speed > 1e999 | '1e999' is too large a number",
                "not | 'the end' is not a field; fields are at, speed, volume, status, working",
            })
    void shouldSayWhatIsWrong(String condition, String message) {
        assertThatThrownBy(() -> ConditionParser.parse(condition, SCHEMA))
                .isInstanceOf(InvalidCondition.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void shouldReadTextOfAnyLength(int length) {
        String text = "x".repeat(length) + "'";

        Condition condition = ConditionParser.parse("status = '" + text.replace("'", "''") + "'", SCHEMA);

        assertThat(condition)
                .isEqualTo(new Condition.Compare("status", Condition.Operator.EQUAL, new Literal.Text(text)));
    }

    @Test
    void shouldTakeKeywordsInTextAsText() {
        assertThat(ConditionParser.parse("status in ('and', 'or', ')')", SCHEMA))
                .isEqualTo(new Condition.In(
                        "status", List.of(new Literal.Text("and"), new Literal.Text("or"), new Literal.Text(")"))));
    }
}
