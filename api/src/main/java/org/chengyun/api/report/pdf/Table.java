package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;

/** A table that goes on over as many pages as it needs, with its head on each. Not thread-safe. */
final class Table {
    private static final Style HEAD = Style.bold(7.5f, Ink.NAVY);
    private static final float PAD = 3;

    /**
     * One column.
     *
     * @param width in points; a table's widths should add up to {@link Paper#WIDTH}
     */
    record Column(String head, float width, float indent, boolean right, int mostLines) {
        static Column left(String head, float width, int mostLines) {
            return new Column(head, width, PAD, false, mostLines);
        }

        /** A short text that follows a right-hand column and must keep off it. */
        static Column indented(String head, float width) {
            return new Column(head, width, 10, false, 1);
        }

        static Column right(String head, float width) {
            return new Column(head, width, PAD, true, 1);
        }

        private float room() {
            return width - indent - PAD;
        }
    }

    /** What stands in one place of a row. */
    sealed interface Field {
        record Words(String text, Style style) implements Field {}

        /**
         * A bar from the column's left edge.
         *
         * @param share its length, 0 to 1 of the column
         */
        record Bar(double share) implements Field {}

        static Field words(String text) {
            return new Words(text, Style.BODY.sized(8));
        }
    }

    private final Paper paper;
    private final String continued;
    private final List<Column> columns;
    private boolean striped;

    /**
     * An empty table.
     *
     * @param continued printed above the head on every further page
     */
    Table(Paper paper, String continued, List<Column> columns) {
        this.paper = paper;
        this.continued = continued;
        this.columns = List.copyOf(columns);
    }

    void draw(List<List<Field>> rows) {
        head();
        rows.forEach(this::row);
        paper.canvas().area(Paper.LEFT, paper.y(), Paper.WIDTH, 0.6f, Ink.RULE);
        paper.down(5);
    }

    private void head() {
        var lines = columns.stream()
                .map(column -> paper.wrap(column.head, column.room(), 2, HEAD))
                .toList();
        float height = height(lines, HEAD);
        paper.canvas().area(Paper.LEFT, paper.y(), Paper.WIDTH, height, Ink.MIST);
        float x = Paper.LEFT;
        for (int i = 0; i < columns.size(); i++) {
            lines(lines.get(i), x, columns.get(i), HEAD);
            x += columns.get(i).width;
        }
        paper.down(height);
        striped = false;
    }

    private void row(List<Field> fields) {
        var lines = new ArrayList<List<String>>();
        for (int i = 0; i < fields.size(); i++) {
            var column = columns.get(i);
            lines.add(
                    switch (fields.get(i)) {
                        case Field.Words(var text, var style) ->
                            column.right ? List.of(text) : paper.wrap(text, column.room(), column.mostLines, style);
                        case Field.Bar bar -> List.of("");
                    });
        }
        float height = height(lines, Style.BODY.sized(8));
        if (!paper.fits(height)) {
            paper.turn();
            paper.paragraph(continued, Style.SMALL);
            paper.down(2);
            head();
        }
        if (striped) {
            paper.canvas().area(Paper.LEFT, paper.y(), Paper.WIDTH, height, Ink.PALE);
        }
        striped = !striped;
        float x = Paper.LEFT;
        for (int i = 0; i < fields.size(); i++) {
            switch (fields.get(i)) {
                case Field.Words(var text, var style) -> lines(lines.get(i), x, columns.get(i), style);
                case Field.Bar(double share) ->
                    paper.canvas()
                            .area(
                                    x + PAD,
                                    paper.y() + 4,
                                    (float) ((columns.get(i).width - 2 * PAD) * share),
                                    7,
                                    Ink.BAR);
            }
            x += columns.get(i).width;
        }
        paper.down(height);
    }

    private void lines(List<String> lines, float x, Column column, Style style) {
        float y = paper.y() + PAD + style.size();
        for (String line : lines) {
            if (column.right) {
                paper.canvas().textRight(x + column.width - PAD, y, line, fitting(line, column, style));
            } else {
                paper.canvas().text(x + column.indent, y, line, style);
            }
            y += style.leading();
        }
    }

    /** A number is set smaller where it must be, never cut off. */
    private Style fitting(String number, Column column, Style style) {
        float wide = paper.width(number, style);
        return wide <= column.room() ? style : style.sized(style.size() * column.room() / wide);
    }

    private static float height(List<List<String>> lines, Style style) {
        int most = lines.stream().mapToInt(List::size).max().orElse(1);
        return most * style.leading() + 2 * PAD - 1.5f;
    }
}
