package org.chengyun.api.report.pdf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.report.pdf.Table.Column;
import org.chengyun.api.report.pdf.Table.Field;
import org.jspecify.annotations.Nullable;

/** The numbers behind a chart, for those who cannot see it or want to copy them. */
final class ValuesTable {
    /** More than this is not read on paper; the other formats hold them all, and the document says so. */
    static final int MOST_ROWS = 200;

    private final Paper paper;
    private final Brief brief;
    private final BriefWords words;
    private final Brief.Series series;

    ValuesTable(Paper paper, Brief brief, BriefWords words, Brief.Series series) {
        this.paper = paper;
        this.brief = brief;
        this.words = words;
        this.series = series;
    }

    void draw() {
        int count = series.points().size();
        if (count == 0) {
            return;
        }
        var absent = SeriesPlot.of(series, brief.span()).absent();
        if (count + absent.size() > MOST_ROWS) {
            paper.paragraph(words.text("values.long", series.name(), words.count(count)), Style.BODY);
            paper.down(10);
            return;
        }
        paper.need(130);
        String unit = series.metric().unit();
        String name = unit.isEmpty() ? series.name() : series.name() + " (" + unit + ")";
        paper.paragraph(name, Style.bold(9, Ink.TEXT));
        paper.down(3);
        var table = new Table(paper, words.text("continued", name), columns());
        var rows = new TreeMap<Instant, List<Field>>();
        absent.forEach(start -> rows.put(start, missing(start)));
        series.points().forEach(point -> rows.put(point.start(), fields(point)));
        table.draw(List.copyOf(rows.values()));
        paper.down(8);
    }

    private boolean measured() {
        return series.shown() == Stats.Shown.MEAN;
    }

    /** Whether the value already is the number of observations. */
    private boolean counted() {
        return series.shown() == Stats.Shown.COUNT;
    }

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        columns.add(Column.left(words.text("values.start"), measured() ? 92 : 140, 1));
        columns.add(Column.right(words.text("values.value"), measured() ? 56 : 100));
        if (measured()) {
            columns.add(Column.right(words.text("values.sd"), 58));
            columns.add(Column.right(words.text("values.min"), 54));
            columns.add(Column.right(words.text("values.max"), 54));
        }
        if (!counted()) {
            columns.add(Column.right(words.text("values.n"), 64));
        }
        columns.add(Column.right(words.text("top.coverage"), measured() ? 56 : 90));
        float used = (float) columns.stream().mapToDouble(Column::width).sum();
        columns.add(Column.indented(words.text("top.finality"), Paper.WIDTH - used));
        return columns;
    }

    private List<Field> fields(Brief.Point point) {
        var stats = point.stats();
        Double value = stats.value(series.shown());
        boolean incomplete = TrustSummary.isIncomplete(point.coverage(), brief.coverageFloor());
        var style = incomplete ? Style.bold(8, Ink.RED) : Style.BODY.sized(8);
        var fields = new ArrayList<Field>();
        fields.add(Field.words(words.dayTime(point.start())));
        fields.add(Field.words(value == null ? "–" : words.value(series.shown(), value)));
        if (measured()) {
            fields.add(measure(stats.sd()));
            fields.add(measure(stats.min()));
            fields.add(measure(stats.max()));
        }
        if (!counted()) {
            fields.add(Field.words(words.count(stats.n())));
        }
        fields.add(new Field.Words(words.coverage(point.coverage()), style));
        fields.add(Field.words(words.finality(point.finality())));
        return fields;
    }

    private List<Field> missing(Instant start) {
        return List.of(
                Field.words(words.dayTime(start)),
                new Field.Words(words.text("figures.none"), Style.BODY.sized(8).in(Ink.QUIET)));
    }

    private Field measure(@Nullable Double number) {
        return Field.words(number == null ? "–" : words.measure(number));
    }
}
