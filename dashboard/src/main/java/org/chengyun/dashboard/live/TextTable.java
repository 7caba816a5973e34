package org.chengyun.dashboard.live;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text that change often. Only what differs is sent to the browser.
 *
 * <p>Not thread-safe: the session lock guards it.
 */
public final class TextTable extends Div {
    private final int columns;
    private final int words;
    private final NativeTableBody body = new NativeTableBody();
    private final List<NativeTableRow> rows = new ArrayList<>();
    private final List<List<NativeTableCell>> cells = new ArrayList<>();
    private List<Row> shown = List.of();

    /** @param style class of the row; empty for none */
    public record Row(String style, List<String> cells) {}

    /**
     * Without rows.
     *
     * @param prefix of the words for the columns
     * @param words how many of the first columns are words; the others are numbers
     */
    public TextTable(String prefix, List<String> columns, int words) {
        this.columns = columns.size();
        this.words = words;
        addClassName("cy-texts");
        var heads = new NativeTableRow();
        for (int i = 0; i < columns.size(); i++) {
            var head = new NativeTableHeaderCell(getTranslation(prefix + columns.get(i)));
            head.addClassName(i < words ? "word" : "number");
            heads.add(head);
        }
        add(new NativeTable(new NativeTableHeader(heads), body));
    }

    public void show(List<Row> wanted) {
        while (rows.size() < wanted.size()) {
            addRow();
        }
        while (rows.size() > wanted.size()) {
            cells.removeLast();
            body.remove(rows.removeLast());
        }
        for (int i = 0; i < wanted.size(); i++) {
            Row row = wanted.get(i);
            if (i >= shown.size() || !row.equals(shown.get(i))) {
                rows.get(i).setClassName(row.style);
                for (int c = 0; c < columns; c++) {
                    change(cells.get(i).get(c), row.cells.get(c));
                }
            }
        }
        shown = List.copyOf(wanted);
    }

    private static void change(NativeTableCell cell, String text) {
        if (!cell.getText().equals(text)) {
            cell.setText(text);
        }
    }

    private void addRow() {
        var row = new NativeTableRow();
        List<NativeTableCell> made = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            var cell = new NativeTableCell();
            cell.addClassName(c < words ? "word" : "number");
            row.add(cell);
            made.add(cell);
        }
        rows.add(row);
        cells.add(made);
        body.add(row);
    }
}
