package org.chengyun.api.report.xlsx;

import java.util.List;
import org.dhatim.fastexcel.BorderSide;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes one sheet from top to bottom. Not thread-safe. */
final class Sheet {
    private static final int LONGEST_TEXT = 32_767;
    private static final String NAVY = "12355B";
    private static final String RED = "B3261E";

    private final Worksheet sheet;
    private int row;

    Sheet(Workbook book, String name) {
        sheet = book.newWorksheet(name);
    }

    void title(String text) {
        sheet.value(row, 0, safe(text));
        sheet.style(row, 0).bold().fontSize(16).fontColor(NAVY).set();
        row++;
    }

    void fact(String name, String text) {
        sheet.value(row, 0, safe(name));
        sheet.style(row, 0).fontColor("5A6472").set();
        sheet.value(row, 1, safe(text));
        row++;
    }

    void warning(String text) {
        sheet.value(row, 0, safe(text));
        sheet.style(row, 0).bold().fontColor(RED).set();
        row++;
    }

    void remark(String text) {
        sheet.value(row++, 0, safe(text));
    }

    void gap() {
        row++;
    }

    /** The sheet's table; everything down to its header stays in view. */
    <R> void table(List<Column<R>> columns, List<R> rows, int frozenColumns) {
        int header = row;
        header(columns);
        sheet.freezePane(frozenColumns, row);
        rows.forEach(one -> row(columns, one));
        sheet.setAutoFilter(header, 0, Math.max(header, row - 1), columns.size() - 1);
        sheet.repeatRows(header);
        sheet.pageOrientation("landscape");
        sheet.setFitToPage(true);
        sheet.fitToHeight((short) 0);
    }

    /** A table further down, which moves with the rest. */
    <R> void plainTable(List<Column<R>> columns, List<R> rows) {
        header(columns);
        rows.forEach(one -> row(columns, one));
    }

    private <R> void header(List<Column<R>> columns) {
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(row, i, safe(columns.get(i).header()));
            sheet.width(i, columns.get(i).width());
        }
        sheet.range(row, 0, row, columns.size() - 1)
                .style()
                .bold()
                .fillColor("E8EEF5")
                .wrapText(true)
                .verticalAlignment("top")
                .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
                .set();
        row++;
    }

    private <R> void row(List<Column<R>> columns, R one) {
        for (int i = 0; i < columns.size(); i++) {
            Cell cell = columns.get(i).cell().apply(one);
            if (cell != null) {
                put(i, cell);
            }
        }
        row++;
    }

    private void put(int column, Cell cell) {
        switch (cell) {
            case Cell.Text(String text) -> {
                sheet.value(row, column, safe(text));
                sheet.style(row, column).wrapText(true).verticalAlignment("top").set();
            }
            case Cell.Whole(long number) -> number(column, number, "#,##0");
            case Cell.Name(long number) -> number(column, number, "0");
            case Cell.Measure(double number) -> number(column, number, numberFormat(number));
            case Cell.Share(double share, boolean alarming) -> {
                sheet.value(row, column, share);
                var style = sheet.style(row, column).format("0.0%").verticalAlignment("top");
                if (alarming) {
                    style.bold().fontColor(RED);
                }
                style.set();
            }
            case Cell.Day(var day) -> {
                sheet.value(row, column, day);
                sheet.style(row, column)
                        .format("yyyy-mm-dd")
                        .verticalAlignment("top")
                        .set();
            }
            case Cell.Time(var local) -> {
                sheet.value(row, column, local);
                sheet.style(row, column)
                        .format("yyyy-mm-dd hh:mm:ss")
                        .verticalAlignment("top")
                        .set();
            }
        }
    }

    private void number(int column, Number number, String format) {
        sheet.value(row, column, number);
        sheet.style(row, column).format(format).verticalAlignment("top").set();
    }

    private static String numberFormat(double number) {
        if (number == Math.rint(number)) {
            return "#,##0";
        }
        return Math.abs(number) >= 1 ? "#,##0.00" : "0.000000";
    }

    /** Drops what XML cannot hold and what a cell is too small for. Strings never become formulas. */
    private static String safe(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(Sheet::allowedInXml).forEach(kept::appendCodePoint);
        if (kept.length() > LONGEST_TEXT) {
            int end = Character.isHighSurrogate(kept.charAt(LONGEST_TEXT - 2)) ? LONGEST_TEXT - 2 : LONGEST_TEXT - 1;
            return kept.substring(0, end) + "…";
        }
        return kept.toString();
    }

    private static boolean allowedInXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
