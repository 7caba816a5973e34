package org.chengyun.api.report.pdf;

import java.util.List;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.pdf.Table.Column;
import org.chengyun.api.report.pdf.Table.Field;

/** The last part: what every metric and every word of trust means. */
final class Definitions {
    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;

    Definitions(Paper paper, Brief brief, BriefWords words) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
    }

    void draw() {
        String heading = words.text("definitions.heading");
        paper.heading(heading, 80);
        var table = new Table(
                paper,
                words.text("continued", heading),
                List.of(
                        Column.left(words.text("definitions.metric"), 112, 4),
                        Column.left(words.text("definitions.definition"), 132, 4),
                        Column.left(words.text("definitions.unit"), 44, 2),
                        Column.left(words.text("definitions.meaning"), Paper.WIDTH - 288, 12)));
        if (!brief.metrics().isEmpty()) {
            table.draw(brief.metrics().stream()
                    .map(metric -> List.of(
                            Field.words(metric.label()),
                            Field.words(metric.definition()),
                            Field.words(metric.unit()),
                            Field.words(metric.meaning())))
                    .toList());
            paper.down(8);
        }
        terms();
    }

    private void terms() {
        String heading = words.text("definitions.terms");
        var table = new Table(
                paper,
                words.text("continued", heading),
                List.of(
                        Column.left(heading, 120, 2),
                        Column.left(words.text("definitions.meaning"), Paper.WIDTH - 120, 6)));
        paper.need(120);
        table.draw(BriefWords.TERMS.stream()
                .map(term -> List.of(Field.words(words.text(term)), Field.words(words.text(term + ".meaning"))))
                .toList());
    }
}
