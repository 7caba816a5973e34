package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180: a header, CR LF, quotes only where needed; nothing between the commas for what does not exist. */
final class CsvRows implements RowWriter {
    private final List<Column> columns;
    private final ZoneId zone;
    private final PrintStream out;

    CsvRows(List<Column> columns, ZoneId zone, PrintStream out) {
        this.columns = columns;
        this.zone = zone;
        this.out = out;
        print(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(JsonNode row) {
        print(columns.stream().map(column -> column.text(row, zone)).toList());
    }

    @Override
    public void end() {}

    private void print(List<String> cells) {
        out.print(cells.stream().map(CsvRows::quoted).collect(Collectors.joining(",", "", "\r\n")));
    }

    static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(letter -> letter == '"' || letter == ',' || letter == '\r' || letter == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
