package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.codes.CodeTables;
import org.chengyun.ingest.mapped.Mapping.Emission;
import org.chengyun.ingest.mapped.Mapping.Value;
import org.jspecify.annotations.Nullable;

/** Reads one format of columns; everything wrong with it becomes a fault with its line. */
public final class MappedFormatReader {
    private final YamlNode node;
    private final Schema schema;
    private final CodeTables tables;
    private final List<Column> columns = new ArrayList<>();

    /**
     * @param schema of the dataset that the format feeds
     * @param tables of the dataset
     */
    public MappedFormatReader(YamlNode node, Schema schema, CodeTables tables) {
        this.node = node;
        this.schema = schema;
        this.tables = tables;
    }

    public MappedFormat read() {
        node.onlyKeys(
                "id",
                "kind",
                "zone",
                "delimiter",
                "charset",
                "missing",
                "codes",
                "records",
                "columns",
                "observations",
                "case");
        Set<String> missing = new HashSet<>(node.get("missing").texts());
        node.get("columns").entries().forEach((name, entry) -> columns.add(column(name, entry, missing)));
        node.get("columns").entries().forEach(this::checkOthers);
        List<Emission> observations =
                node.get("observations").items().stream().map(this::emission).toList();
        CaseReader cases = new CaseReader(node.get("case"), schema, this);
        boolean isCase = !node.get("case").isAbsent();
        if (columns.isEmpty() || observations.isEmpty() != isCase) {
            node.fault("'columns', and either 'observations' or 'case', must say something");
        }
        columns.forEach(this::check);
        MappedFormat.Kind kind = kind();
        List<String> records = node.get("records").texts();
        if (records.isEmpty() == (kind == MappedFormat.Kind.XML)) {
            node.fault("'records' names the elements that are records of an xml format, and of no other");
        }
        return new MappedFormat(
                node.requireText("id"),
                kind,
                zone(),
                delimiter(),
                charsets(),
                records,
                codes(),
                isCase
                        ? new Mapping(List.copyOf(columns), List.of(cases.opening()), cases.rule())
                        : new Mapping(List.copyOf(columns), observations, null));
    }

    private MappedFormat.Kind kind() {
        return switch (node.requireText("kind")) {
            case "json" -> MappedFormat.Kind.JSON;
            case "json-document" -> MappedFormat.Kind.JSON_DOCUMENT;
            case "xml" -> MappedFormat.Kind.XML;
            default -> MappedFormat.Kind.CSV;
        };
    }

    private @Nullable String codes() {
        Optional<String> id = node.get("codes").text();
        if (id.isPresent() && tables.table(id.get()).isEmpty()) {
            node.get("codes").fault("there is no code table codes/%s.yaml".formatted(id.get()));
        }
        return id.orElse(null);
    }

    private void check(Column column) {
        if (column.then() != null) {
            columnIndex(node.get("columns").get(column.name()).get("then"), column.then());
        }
    }

    private Optional<ZoneId> zone() {
        return node.get("zone").text().flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                node.get("zone").fault("'%s' is no IANA time zone".formatted(name));
                return Optional.empty();
            }
        });
    }

    private byte delimiter() {
        String delimiter = node.get("delimiter").text().orElse(",");
        if (delimiter.length() != 1 || delimiter.charAt(0) >= 0x80 || "\"\r\n".contains(delimiter)) {
            node.get("delimiter").fault("a delimiter is one ASCII character");
            return ',';
        }
        return (byte) delimiter.charAt(0);
    }

    private List<Charset> charsets() {
        List<Charset> charsets = new ArrayList<>();
        for (YamlNode item : node.get("charset").items()) {
            charset(item).ifPresent(charsets::add);
        }
        return charsets.isEmpty() ? List.of(StandardCharsets.UTF_8) : charsets;
    }

    private static Optional<Charset> charset(YamlNode item) {
        String name = item.text().orElse("");
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            item.fault("'%s' is no character set of this Java".formatted(name));
            return Optional.empty();
        }
    }

    private static Column column(String name, YamlNode entry, Set<String> missing) {
        entry.onlyKeys("names", "required", "time", "then", "unit", "words", "missing", "only_if", "prefix");
        List<String> names = entry.get("names").texts();
        Set<String> gaps = new HashSet<>(missing);
        gaps.addAll(entry.get("missing").texts());
        return new Column(
                name,
                names.isEmpty() ? List.of(name) : names,
                entry.get("required").flag(false),
                times(entry.get("time")),
                entry.get("then").text().orElse(null),
                entry.get("unit").text().orElse(null),
                Set.copyOf(entry.get("words").texts()),
                gaps,
                entry.get("only_if").items().stream()
                        .map(MappedFormatReader::guard)
                        .toList(),
                entry.get("prefix").text().orElse(""));
    }

    private static Column.Guard guard(YamlNode node) {
        node.onlyKeys("column", "is", "is_not");
        var allowed = Set.copyOf(node.get("is").texts());
        var denied = Set.copyOf(node.get("is_not").texts());
        if (allowed.isEmpty() == denied.isEmpty()) {
            node.fault("give either 'is' or 'is_not'");
        }
        return new Column.Guard(node.requireText("column"), allowed, denied);
    }

    /** Columns that a column names must be there, too. */
    private void checkOthers(String name, YamlNode entry) {
        for (YamlNode guard : entry.get("only_if").items()) {
            guard.get("column").text().ifPresent(other -> columnIndex(guard, other));
        }
    }

    static List<TimeForm> times(YamlNode node) {
        List<TimeForm> forms = new ArrayList<>();
        for (YamlNode item : node.items()) {
            String pattern = item.text().orElse("");
            try {
                forms.add(TimeForm.of(pattern));
            } catch (IllegalArgumentException e) {
                item.fault("'%s' is neither iso, epoch-ms, epoch-s nor a pattern such as yyyy-MM-dd HH:mm:ss"
                        .formatted(pattern));
            }
        }
        return forms;
    }

    private Emission emission(YamlNode item) {
        item.onlyKeys("when", "fields");
        int when = item.get("when").isAbsent() ? -1 : columnIndex(item.get("when"), item.requireText("when"));
        @Nullable Value[] values = values(item.get("fields"));
        for (int i = 0; i < values.length; i++) {
            if (schema.field(i).required() && values[i] == null) {
                item.fault("required field '%s' is not filled"
                        .formatted(schema.field(i).name()));
            }
        }
        return new Emission(when, Arrays.asList(values));
    }

    /** Where the fields get their values. */
    @Nullable
    Value[] values(YamlNode fields) {
        @Nullable Value[] values = new @Nullable Value[schema.size()];
        fields.entries().forEach((name, entry) -> {
            int index = schema.indexOf(name);
            if (index < 0) {
                entry.fault("'%s' is not a field of the dataset".formatted(name));
            } else {
                values[index] = value(schema.field(index), entry);
            }
        });
        return values;
    }

    private Value value(Field field, YamlNode entry) {
        if (!entry.isMap()) {
            return columnsValue(field, entry);
        }
        entry.onlyKeys("value", "hours", "category", "on");
        if (!entry.get("category").isAbsent()) {
            List<Integer> codes = entry.get("category").items().stream()
                    .map(item -> Math.max(columnIndex(item, item.text().orElse("")), 0))
                    .toList();
            return new Value.Category(codes, timeColumn(entry.get("on")));
        }
        if (!entry.get("value").isAbsent()) {
            if (field.type() != ValueType.TEXT) {
                entry.fault("a fixed value is text; '%s' is not".formatted(field.name()));
            }
            return new Value.Fixed(entry.requireText("value"));
        }
        List<YamlNode> ends = entry.get("hours").items();
        if (ends.size() != 2 || field.type() != ValueType.NUMBER) {
            entry.fault(
                    "give a column, {value: …}, {category: [codes], on: time}, or for a number {hours: [from, to]}");
            return new Value.Fixed("");
        }
        return new Value.Hours(timeColumn(ends.get(0)), timeColumn(ends.get(1)));
    }

    private Value columnsValue(Field field, YamlNode entry) {
        List<Integer> indices = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        for (YamlNode item : entry.items()) {
            int index = field.type() == ValueType.TIME
                    ? timeColumn(item)
                    : columnIndex(item, item.text().orElse(""));
            indices.add(Math.max(index, 0));
            factors.add(index < 0 ? 1.0 : factor(field, columns.get(index), item));
        }
        if (indices.isEmpty()) {
            entry.fault("no column is named");
        }
        return new Value.Columns(indices, factors);
    }

    Column column(int index) {
        return columns.get(index);
    }

    private static double factor(Field field, Column column, YamlNode item) {
        if (column.unit() == null) {
            return 1;
        }
        Double factor = Unit.factor(column.unit(), field.unit());
        if (factor == null) {
            item.fault("%s cannot become %s (%s)".formatted(column.unit(), field.unit(), field.name()));
            return 1;
        }
        return factor;
    }

    int timeColumn(YamlNode item) {
        int index = columnIndex(item, item.text().orElse(""));
        if (index >= 0 && columns.get(index).times().isEmpty()) {
            item.fault("column '%s' has no 'time'".formatted(columns.get(index).name()));
        }
        return Math.max(index, 0);
    }

    int columnIndex(YamlNode item, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        item.fault("'%s' is none of the columns above".formatted(name));
        return -1;
    }
}
