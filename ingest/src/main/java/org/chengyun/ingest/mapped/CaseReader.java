package org.chengyun.ingest.mapped;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.cases.CaseEvent;
import org.chengyun.ingest.cases.CaseFields;
import org.chengyun.ingest.mapped.Mapping.Emission;
import org.chengyun.ingest.mapped.Mapping.Value;
import org.jspecify.annotations.Nullable;

/** Reads the {@code case} of a format: how a row tells what happened to a case. */
final class CaseReader {
    private static final String AT = "at";
    private static final String CASE_ID = "case_id";
    private static final String ACTION = "action";
    private static final String CLOSING_HOURS = "closing_hours";

    private final YamlNode node;
    private final Schema schema;
    private final MappedFormatReader reader;

    CaseReader(YamlNode node, Schema schema, MappedFormatReader reader) {
        this.node = node;
        this.schema = schema;
        this.reader = reader;
    }

    /** The observation of the opening. */
    Emission opening() {
        node.onlyKeys(
                "id",
                "opened",
                "hours_from",
                "closed",
                "closed_after",
                "updated",
                "update_closes",
                "status",
                "notes",
                "fields");
        for (String field : List.of(AT, CASE_ID, ACTION, CLOSING_HOURS)) {
            if (schema.indexOf(field) < 0) {
                node.fault("a dataset of cases has the fields at, case_id, action, closing_hours; '%s' is missing"
                        .formatted(field));
                return new Emission(-1, Arrays.asList(new @Nullable Value[schema.size()]));
            }
        }
        @Nullable Value[] values = reader.values(node.get("fields"));
        values[schema.indexOf(AT)] = column(timeColumn("opened"));
        values[schema.indexOf(CASE_ID)] = column(Math.max(0, reader.columnIndex(node, node.requireText("id"))));
        values[schema.indexOf(ACTION)] = new Value.Fixed(CaseEvent.OPENED);
        return new Emission(-1, Arrays.asList(values));
    }

    private static Value column(int index) {
        return new Value.Columns(List.of(index), List.of(1.0));
    }

    /** The column of that role; a fault if the format does not say. */
    private int timeColumn(String role) {
        node.requireText(role);
        return reader.timeColumn(node.get(role));
    }

    private int optional(String role) {
        return node.get(role).isAbsent() ? -1 : reader.timeColumn(node.get(role));
    }

    CaseRule rule() {
        int opened = timeColumn("opened");
        YamlNode status = node.get("status").onlyKeys("column", "open", "closed");
        int hoursFrom = optional("hours_from");
        return new CaseRule(
                opened,
                hoursFrom < 0 ? opened : hoursFrom,
                node.get("closed").items().stream().map(reader::timeColumn).toList(),
                closedAfter(),
                optional("updated"),
                node.get("update_closes").flag(false),
                status.isAbsent() ? -1 : reader.columnIndex(status, status.requireText("column")),
                words(status.get("open")),
                words(status.get("closed")),
                notes(node.get("notes").onlyKeys("list", "at", "time", "kind", "open", "closed")),
                new CaseFields(
                        schema.indexOf(CASE_ID),
                        schema.indexOf(AT),
                        schema.indexOf(ACTION),
                        schema.indexOf(CLOSING_HOURS)));
    }

    private CaseRule.@Nullable Span closedAfter() {
        YamlNode after = node.get("closed_after");
        if (after.isAbsent()) {
            return null;
        }
        int column = Math.max(0, reader.columnIndex(after, after.text().orElse("")));
        String unit = reader.column(column).unit();
        Double factor = unit == null ? null : Unit.factor(unit, "h");
        if (factor == null) {
            after.fault("column '%s' must have a unit of time: s, min, h, d"
                    .formatted(reader.column(column).name()));
            return null;
        }
        return new CaseRule.Span(column, factor);
    }

    private static CaseRule.@Nullable Notes notes(YamlNode notes) {
        if (notes.isAbsent()) {
            return null;
        }
        return new CaseRule.Notes(
                Column.plain(notes.requireText("list")),
                Column.plain(notes.requireText("at")),
                Column.plain(notes.requireText("kind")),
                MappedFormatReader.times(notes.get("time")),
                words(notes.get("open")),
                words(notes.get("closed")));
    }

    private static Set<String> words(YamlNode node) {
        return node.texts().stream().map(Column::plain).collect(Collectors.toUnmodifiableSet());
    }
}
