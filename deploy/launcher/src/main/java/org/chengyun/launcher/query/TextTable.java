package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import org.chengyun.launcher.table.Aligned;
import org.chengyun.launcher.table.Aligned.Side;

/** Aligned text for people: numbers to the right, a dash for what does not exist. Holds all rows until the end. */
final class TextTable implements RowWriter {
    private final List<Column> columns;
    private final ZoneId zone;
    private final PrintStream out;
    private final Aligned table;

    TextTable(List<Column> columns, ZoneId zone, PrintStream out) {
        this.columns = columns;
        this.zone = zone;
        this.out = out;
        this.table = new Aligned(columns.stream()
                        .map(column -> column.isNumber() ? Side.RIGHT : Side.LEFT)
                        .toList())
                .row(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(JsonNode row) {
        table.row(columns.stream()
                .map(column -> column.text(row, zone))
                .map(text -> text.isEmpty() ? "-" : text)
                .toList());
    }

    @Override
    public void end() {
        table.print(out);
    }
}
