package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A column of the answer: its name and where its value stands in a row. Immutable. */
record Column(String name, Kind kind) {
    /** How a value is read and shown. */
    enum Kind {
        TIME,
        DIMENSION,
        NUMBER,
        WORD
    }

    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The columns of windows, or of a ranking.
     *
     * @param dimensions of the metric
     * @param estimates distinct and percentiles, if the metric offers them
     */
    static List<Column> of(List<String> dimensions, List<String> estimates, boolean top) {
        List<Column> columns = window(dimensions);
        Stream.concat(Stream.of("n", "sum", "mean", "variance", "stddev", "min", "max"), estimates.stream())
                .forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
        return trusted(columns, top);
    }

    /** The same of a metric that is calculated from others. */
    static List<Column> ofDerived(List<String> dimensions, boolean top) {
        List<Column> columns = window(dimensions);
        Stream.of("n", "value", "numerator", "denominator").forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
        columns.add(new Column("reason", Kind.WORD));
        return trusted(columns, top);
    }

    private static List<Column> window(List<String> dimensions) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("start", Kind.TIME));
        columns.add(new Column("end", Kind.TIME));
        dimensions.forEach(dimension -> columns.add(new Column(dimension, Kind.DIMENSION)));
        return columns;
    }

    private static List<Column> trusted(List<Column> columns, boolean top) {
        columns.add(new Column("coverage", Kind.NUMBER));
        columns.add(new Column("finality", Kind.WORD));
        Stream.of("revision", "cut").forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
        if (top) {
            Stream.of("rank", "score", "errorBound").forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
            columns.add(new Column("change", Kind.WORD));
        }
        return columns;
    }

    /** The columns of sessions of a metric with these dimensions. */
    static List<Column> ofSessions(List<String> dimensions) {
        List<Column> columns = new ArrayList<>();
        Stream.of("start", "last", "end").forEach(name -> columns.add(new Column(name, Kind.TIME)));
        dimensions.forEach(dimension -> columns.add(new Column(dimension, Kind.DIMENSION)));
        Stream.of("durationSeconds", "n", "sum", "mean", "variance", "stddev", "min", "max")
                .forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
        columns.add(new Column("finality", Kind.WORD));
        Stream.of("revision", "cut").forEach(name -> columns.add(new Column(name, Kind.NUMBER)));
        return columns;
    }

    /** As text; empty for what does not exist. */
    String text(JsonNode row, ZoneId zone) {
        return Cell.text(value(row, zone));
    }

    /** As JSON; null for what does not exist. */
    JsonNode value(JsonNode row, ZoneId zone) {
        JsonNode value = kind == Kind.DIMENSION ? row.path("by").path(name) : row.path(name);
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return kind == Kind.TIME && value.isTextual() ? JSON.valueToTree(time(value.asText(), zone)) : value;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    private static String time(String iso, ZoneId zone) {
        Instant instant = Instant.parse(iso);
        return zone.equals(ZoneOffset.UTC) ? instant.toString() : WITH_OFFSET.format(instant.atZone(zone));
    }
}
