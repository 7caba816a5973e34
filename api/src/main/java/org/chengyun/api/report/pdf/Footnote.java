package org.chengyun.api.report.pdf;

/** The trust of a chart or table, in words below it. */
final class Footnote {
    private Footnote() {}

    static void draw(Paper paper, String text) {
        paper.paragraph(text, Style.NOTE);
    }

    /** A footnote that a number in square brackets leads to; its lines hang together. */
    static void numbered(Paper paper, int number, String text) {
        float indent = 18;
        var lines = paper.wrap(text, Paper.WIDTH - indent, Style.NOTE);
        paper.need(lines.size() * Style.NOTE.leading());
        paper.canvas().text(Paper.LEFT, paper.y() + Style.NOTE.size(), "[" + number + "]", Style.NOTE);
        for (String line : lines) {
            paper.need(Style.NOTE.leading());
            paper.canvas().text(Paper.LEFT + indent, paper.y() + Style.NOTE.size(), line, Style.NOTE);
            paper.down(Style.NOTE.leading());
        }
    }
}
