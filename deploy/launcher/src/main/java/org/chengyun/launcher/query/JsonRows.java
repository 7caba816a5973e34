package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;

/** A JSON array with one flat object a line; null for what does not exist. */
final class JsonRows implements RowWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Column> columns;
    private final ZoneId zone;
    private final PrintStream out;
    private boolean empty = true;

    JsonRows(List<Column> columns, ZoneId zone, PrintStream out) {
        this.columns = columns;
        this.zone = zone;
        this.out = out;
    }

    @Override
    public void row(JsonNode row) {
        ObjectNode flat = JSON.createObjectNode();
        columns.forEach(column -> flat.set(column.name(), column.value(row, zone)));
        out.print((empty ? "[\n" : ",\n") + flat);
        empty = false;
    }

    @Override
    public void end() {
        out.print(empty ? "[]\n" : "\n]\n");
    }
}
