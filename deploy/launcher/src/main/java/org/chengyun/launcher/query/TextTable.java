package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Aligned text for people: numbers to the right, a dash for what does not exist. Holds all rows until the end. */
final class TextTable implements RowWriter {
    private final List<Column> columns;
    private final ZoneId zone;
    private final PrintStream out;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<Column> columns, ZoneId zone, PrintStream out) {
        this.columns = columns;
        this.zone = zone;
        this.out = out;
    }

    @Override
    public void row(JsonNode row) {
        rows.add(columns.stream()
                .map(column -> column.text(row, zone))
                .map(text -> text.isEmpty() ? "-" : text)
                .toList());
    }

    @Override
    public void end() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(columns.get(i).name());
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        out.println(line(columns.stream().map(Column::name).toList(), widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            boolean right = columns.get(i).isNumber();
            line.append(i == 0 ? "" : "  ").append(right ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** In cells of a terminal: Chinese, Japanese and Korean letters and full-width forms take two. */
    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int letter) {
        boolean wide = letter >= 0x1100
                && (letter <= 0x115f
                        || (letter >= 0x2e80 && letter <= 0xa4cf)
                        || (letter >= 0xac00 && letter <= 0xd7a3)
                        || (letter >= 0xf900 && letter <= 0xfaff)
                        || (letter >= 0xfe30 && letter <= 0xfe6f)
                        || (letter >= 0xff00 && letter <= 0xff60)
                        || (letter >= 0x20000 && letter <= 0x3fffd));
        return wide ? 2 : 1;
    }
}
