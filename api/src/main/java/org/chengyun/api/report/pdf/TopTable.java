package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.report.pdf.Table.Column;
import org.chengyun.api.report.pdf.Table.Field;

/** Draws a Top-N as ranked bars, which start at zero, with the numbers beside them. */
final class TopTable {
    /** A table of up to so many rows is not torn apart; a longer one breaks where the page ends. */
    private static final int KEPT_TOGETHER = 12;

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;
    private final Brief.Top top;
    private final boolean withMean;
    private final double longest;

    TopTable(Paper paper, Brief brief, BriefWords words, Brief.Top top) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
        this.top = top;
        this.withMean = top.rows().stream().anyMatch(row -> row.stats().mean() != null);
        this.longest =
                top.rows().stream().mapToDouble(Brief.TopRow::score).max().orElse(0);
    }

    void draw() {
        paper.need(Math.min(top.rows().size(), KEPT_TOGETHER) * 15.5f + 72);
        paper.title(top.name());
        if (!top.span().equals(brief.span())) {
            paper.paragraph(words.text("top.span", words.span(top.span())), Style.SMALL.in(Ink.AMBER));
        }
        paper.down(4);
        if (top.rows().isEmpty()) {
            paper.paragraph(words.text("top.empty"), Style.BODY);
        } else {
            rows();
        }
        Footnote.draw(paper, words.footnote(top.trust()));
        paper.down(14);
    }

    private void rows() {
        var table = new Table(paper, words.text("continued", top.name()), columns());
        table.draw(top.rows().stream().map(this::fields).toList());
    }

    private List<Column> columns() {
        float bar = withMean ? 84 : 120;
        float score = 72;
        float mean = withMean ? 64 : 0;
        float name = Paper.WIDTH - 28 - bar - score - mean - 50 - 60;
        var columns = new ArrayList<Column>();
        columns.add(Column.right(words.text("top.rank"), 28));
        columns.add(Column.left(top.keyLabel(), name, 3));
        columns.add(Column.left("", bar, 1));
        columns.add(Column.right(named(top.scoreLabel(), top.scoreUnit()), score));
        if (withMean) {
            columns.add(Column.right(named(words.text("top.mean"), top.metric().unit()), mean));
        }
        columns.add(Column.right(words.text("top.coverage"), 50));
        columns.add(Column.indented(words.text("top.finality"), 60));
        return columns;
    }

    private static String named(String label, String unit) {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }

    private List<Field> fields(Brief.TopRow row) {
        var fields = new ArrayList<Field>();
        fields.add(Field.words(words.count(row.rank())));
        fields.add(Field.words(row.label()));
        fields.add(new Field.Bar(longest > 0 ? Math.max(0, row.score() / longest) : 0));
        fields.add(Field.words(words.value(Stats.Shown.SUM, row.score())));
        if (withMean) {
            Double mean = row.stats().mean();
            fields.add(Field.words(mean == null ? "–" : words.measure(mean)));
        }
        boolean incomplete = TrustSummary.isIncomplete(row.coverage(), brief.coverageFloor());
        var style = incomplete ? Style.bold(8, Ink.RED) : Style.BODY.sized(8);
        fields.add(new Field.Words(words.coverage(row.coverage()), style));
        fields.add(Field.words(words.finality(row.finality())));
        return fields;
    }
}
