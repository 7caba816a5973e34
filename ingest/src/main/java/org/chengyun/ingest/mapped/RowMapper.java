package org.chengyun.ingest.mapped;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.codes.CodeTable;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.mapped.Mapping.Emission;
import org.chengyun.ingest.mapped.Mapping.Value;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a row into observations: all that the row means, or none. Not thread-safe. */
final class RowMapper {
    private static final long DAY_MS = 86_400_000;

    private final Mapping mapping;
    private final Schema schema;
    private final int eventTime;
    private final ZoneId zone;
    private final Pseudonyms pseudonyms;
    private final @Nullable CodeTable codes;
    private final int[] then;
    private final @Nullable SourceTime[] times;
    private Decoded.@Nullable Rejected rejected;

    /** An item of the history that a row holds, as texts; null for what it does not say. */
    record NoteText(@Nullable String at, @Nullable String kind) {}

    /**
     * @param eventTime index of the event time among the fields
     * @param codes of the city that the feed is from; null if nobody said which
     */
    RowMapper(
            Mapping mapping,
            Schema schema,
            int eventTime,
            ZoneId zone,
            Pseudonyms pseudonyms,
            @Nullable CodeTable codes) {
        this.mapping = mapping;
        this.schema = schema;
        this.eventTime = eventTime;
        this.zone = zone;
        this.pseudonyms = pseudonyms;
        this.codes = codes;
        this.then = mapping.columns().stream()
                .mapToInt(column -> indexOf(column.then()))
                .toArray();
        this.times = new @Nullable SourceTime[mapping.columns().size()];
    }

    private int indexOf(@Nullable String column) {
        for (int i = 0; i < mapping.columns().size(); i++) {
            if (mapping.columns().get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Why the row is refused, so far; null if it is not. */
    Decoded.@Nullable Rejected rejection() {
        return rejected;
    }

    Column column(int index) {
        return mapping.columns().get(index);
    }

    /** The text of a column, or null if there is none, or one that means that. */
    @Nullable
    String textOf(int index, @Nullable String[] row) {
        String text = row[index];
        return text == null || column(index).isMissing(text) ? null : text;
    }

    /** The list of notes that rows may hold; null if they hold none. */
    CaseRule.@Nullable Notes notes() {
        return mapping.caseRule() == null ? null : mapping.caseRule().notes();
    }

    /** @param row text per column of the mapping; null if the row does not have it */
    Decoded map(@Nullable String[] row) {
        return map(row, List.of());
    }

    /** @param notes of a case */
    Decoded map(@Nullable String[] row, List<NoteText> notes) {
        Arrays.fill(times, null);
        rejected = null;
        List<@Nullable Object[]> observations =
                new ArrayList<>(mapping.observations().size());
        for (Emission emission : mapping.observations()) {
            int when = emission.when();
            if (when >= 0 && mapping.columns().get(when).isMissing(row[when])) {
                continue;
            }
            @Nullable Object[] values = observation(emission, row);
            if (rejected != null) {
                return rejected;
            }
            observations.add(values);
        }
        if (mapping.caseRule() != null) {
            return new CaseMapper(mapping.caseRule(), this).events(observations.get(0), row, notes);
        }
        return observations.isEmpty() ? Decoded.Ignored.INSTANCE : new Decoded.Accepted(observations);
    }

    private @Nullable Object[] observation(Emission emission, @Nullable String[] row) {
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        for (int i = 0; i < values.length && rejected == null; i++) {
            Value value = emission.values().get(i);
            Field field = schema.field(i);
            values[i] = value == null ? null : value(field, value, row);
            if (values[i] == null && field.required() && rejected == null) {
                reject(Reason.VALUE_MISSING, "%s is empty".formatted(describe(field, value)));
            }
        }
        if (rejected == null) {
            pseudonymise(values);
        }
        return values;
    }

    private void pseudonymise(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (schema.field(i).pseudonymise()
                    && values[i] instanceof String name
                    && values[eventTime] instanceof Long t) {
                values[i] = pseudonyms.of(name, t);
            }
        }
    }

    private @Nullable Object value(Field field, Value value, @Nullable String[] row) {
        return switch (value) {
            case Value.Fixed fixed -> fixed.text();
            case Value.Hours hours -> hours(hours, row);
            case Value.Category category -> category(category, row);
            case Value.Columns columns -> firstOf(field, columns, row);
        };
    }

    private @Nullable Double hours(Value.Hours hours, @Nullable String[] row) {
        SourceTime from = time(hours.from(), row);
        SourceTime to = time(hours.to(), row);
        return from == null || to == null ? null : from.wallHoursUntil(to);
    }

    private @Nullable String category(Value.Category category, @Nullable String[] row) {
        CodeTable table = codes;
        SourceTime time = table == null ? null : time(category.day(), row);
        if (table == null || time == null) {
            return null;
        }
        List<String> said = new ArrayList<>();
        for (int index : category.columns()) {
            String text = textOf(index, row);
            if (text != null) {
                said.add(text);
            }
        }
        return table.category(LocalDate.ofEpochDay(Math.floorDiv(time.localMs(), DAY_MS)), said);
    }

    private @Nullable Object firstOf(Field field, Value.Columns columns, @Nullable String[] row) {
        for (int i = 0; i < columns.columns().size(); i++) {
            int index = columns.columns().get(i);
            Column column = mapping.columns().get(index);
            String text = row[index];
            if (text != null && !column.isMissing(text) && isGiven(index, row)) {
                return convert(field, index, text, columns.factors().get(i), row);
            }
        }
        return null;
    }

    private boolean isGiven(int index, @Nullable String[] row) {
        for (Column.Guard guard : mapping.columns().get(index).guards()) {
            int other = indexOf(guard.column());
            if (other >= 0 && !guard.lets(row[other])) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object convert(Field field, int index, String text, double factor, @Nullable String[] row) {
        Column column = mapping.columns().get(index);
        return switch (field.type()) {
            case TEXT -> text(column, text);
            case NUMBER -> number(field, column, text, factor);
            case INTEGER -> integer(field, column, text, factor);
            case BOOLEAN -> flag(column, text);
            case TIME -> {
                SourceTime time = time(index, row);
                yield time == null ? null : (Object) time.epochMs();
            }
        };
    }

    private @Nullable String text(Column column, String text) {
        if (!column.words().isEmpty() && !column.words().contains(text)) {
            reject(
                    Reason.VALUE_UNKNOWN,
                    "%s is %s; known are %s".formatted(column.name(), SourceText.quoted(text), column.words()));
            return null;
        }
        if (SourceText.isUnstorable(text)) {
            reject(Reason.ENCODING_BINARY, "%s holds characters that are no text".formatted(column.name()));
            return null;
        }
        return SourceText.bounded(column.prefix().isEmpty() ? text : column.prefix() + text);
    }

    private @Nullable Double number(Field field, Column column, String text, double factor) {
        double value = DecimalText.parse(text.strip());
        if (Double.isNaN(value)) {
            reject(Reason.NUMBER_MALFORMED, "%s is %s".formatted(column.name(), SourceText.quoted(text)));
            return null;
        }
        double converted = factor == 1 ? value : value * factor;
        if (!field.accepts(converted)) {
            reject(
                    Reason.OUT_OF_RANGE,
                    "%s is %s, allowed is %s to %s"
                            .formatted(field.name(), converted, bound(field.min()), bound(field.max())));
            return null;
        }
        return converted;
    }

    private static String bound(@Nullable Double bound) {
        return bound == null ? "any" : bound.toString();
    }

    private @Nullable Long integer(Field field, Column column, String text, double factor) {
        Double number = number(field, column, text, factor);
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            reject(
                    Reason.NUMBER_MALFORMED,
                    "%s is %s, not a whole number".formatted(column.name(), SourceText.quoted(text)));
            return null;
        }
        return number.longValue();
    }

    private @Nullable Boolean flag(Column column, String text) {
        return switch (text.strip()) {
            case "true", "TRUE", "True", "1" -> Boolean.TRUE;
            case "false", "FALSE", "False", "0" -> Boolean.FALSE;
            default -> {
                reject(Reason.BOOLEAN_MALFORMED, "%s is %s".formatted(column.name(), SourceText.quoted(text)));
                yield null;
            }
        };
    }

    /** The time in a column, parsed once per row; null if there is none or it was rejected. */
    @Nullable
    SourceTime time(int index, @Nullable String[] row) {
        SourceTime known = times[index];
        Column column = mapping.columns().get(index);
        String text = row[index];
        if (known != null || text == null || column.isMissing(text)) {
            return known;
        }
        String rest = then[index] < 0 ? null : textOf(then[index], row);
        SourceTime time = parse(column.times(), rest == null ? text : text.strip() + ' ' + rest.strip());
        if (time != null) {
            times[index] = time;
            return time;
        }
        reject(Reason.TIME_MALFORMED, "%s is %s".formatted(column.name(), SourceText.quoted(text)));
        return null;
    }

    /** The time that a text is, in the first form that fits. */
    @Nullable
    SourceTime parse(List<TimeForm> forms, String text) {
        for (TimeForm form : forms) {
            SourceTime time = form.parse(text.strip(), zone);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /** Keeps the first reason why the row is refused. */
    void reject(Reason reason, String detail) {
        if (rejected == null) {
            rejected = new Decoded.Rejected(reason, detail);
        }
    }

    private String describe(Field field, @Nullable Value value) {
        if (value instanceof Value.Columns columns) {
            return mapping.columns().get(columns.columns().get(0)).name();
        }
        return field.name();
    }
}
