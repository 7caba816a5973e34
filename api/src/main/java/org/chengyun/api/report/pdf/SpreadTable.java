package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.report.pdf.Table.Column;
import org.chengyun.api.report.pdf.Table.Field;
import org.jspecify.annotations.Nullable;

/** Draws how a number spreads: its mean and percentiles a row, and by how much they may be off. */
final class SpreadTable {
    private static final int KEPT_TOGETHER = 12;
    private static final float COUNT = 52;
    private static final float COVERAGE = 50;
    private static final float STATE = 56;
    private static final float NAME = 140;

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;
    private final Brief.Spread spread;

    SpreadTable(Paper paper, Brief brief, BriefWords words, Brief.Spread spread) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
        this.spread = spread;
    }

    void draw() {
        paper.need(Math.min(spread.rows().size(), KEPT_TOGETHER) * 15.5f + 90);
        paper.title(spread.unit().isEmpty() ? spread.name() : spread.name() + " (" + spread.unit() + ")");
        if (!spread.summary().isEmpty()) {
            paper.paragraph(spread.summary(), Style.BODY);
        }
        paper.down(4);
        if (spread.rows().isEmpty()) {
            paper.paragraph(words.text("chart.empty"), Style.BODY);
        } else {
            var table = new Table(paper, words.text("continued", spread.name()), columns());
            table.draw(spread.rows().stream().map(this::fields).toList());
        }
        if (spread.leftOut() > 0) {
            paper.paragraph(words.text("spread.more", words.count(spread.leftOut())), Style.SMALL);
        }
        Footnote.draw(paper, words.bound(spread) + words.text("trust.separator") + words.footnote(spread.trust()));
        paper.down(14);
    }

    private List<Column> columns() {
        // what is left is shared by the mean, the percentiles and the largest
        float each = (Paper.WIDTH - NAME - COUNT - COVERAGE - STATE)
                / (spread.percentiles().size() + 2);
        var columns = new ArrayList<Column>();
        columns.add(Column.left(spread.keyLabel(), NAME, 3));
        columns.add(Column.right(spread.countLabel(), COUNT));
        columns.add(Column.right(words.text("top.mean"), each));
        spread.percentiles().forEach(name -> columns.add(Column.right(name, each)));
        columns.add(Column.right(words.text("values.max"), each));
        columns.add(Column.right(words.text("top.coverage"), COVERAGE));
        columns.add(Column.indented(words.text("top.finality"), STATE));
        return columns;
    }

    private List<Field> fields(Brief.SpreadRow row) {
        var fields = new ArrayList<Field>();
        fields.add(Field.words(row.label()));
        fields.add(Field.words(words.count(row.n())));
        fields.add(number(row.mean()));
        for (int i = 0; i < spread.percentiles().size(); i++) {
            fields.add(number(
                    row.percentiles().isEmpty() ? null : row.percentiles().get(i)));
        }
        fields.add(number(row.max()));
        boolean incomplete = TrustSummary.isIncomplete(row.coverage(), brief.coverageFloor());
        var style = incomplete ? Style.bold(8, Ink.RED) : Style.BODY.sized(8);
        fields.add(new Field.Words(words.coverage(row.coverage()), style));
        fields.add(Field.words(words.finality(row.finality())));
        return fields;
    }

    private Field number(@Nullable Double number) {
        return Field.words(number == null ? "–" : words.measure(number));
    }
}
