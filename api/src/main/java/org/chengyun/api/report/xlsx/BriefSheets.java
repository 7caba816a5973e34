package org.chengyun.api.report.xlsx;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefRenderer;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.Stats;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.span.Span;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** What stands on which sheet. One per rendering. */
final class BriefSheets {
    private final Brief brief;
    private final BriefWords words;
    private final ZoneId zone;

    BriefSheets(Brief brief) {
        this.brief = brief;
        this.words = BriefWords.of(brief);
        this.zone = brief.zone();
    }

    void writeTo(Workbook book) {
        figures(new Sheet(book, words.text("sheet.figures")));
        series(new Sheet(book, words.text("sheet.series")));
        tops(new Sheet(book, words.text("sheet.tops")));
        spreads(new Sheet(book, words.text("sheet.spreads")));
        definitions(new Sheet(book, words.text("sheet.definitions")));
    }

    private void figures(Sheet sheet) {
        head(sheet);
        var columns = new ArrayList<Column<Brief.KeyFigure>>();
        columns.add(
                column("sheet.dataset", 22, figure -> Cell.text(figure.metric().dataset())));
        columns.add(column(
                "definitions.metric", 34, figure -> Cell.text(figure.metric().label())));
        columns.add(new Column<>(words.text("values.value"), 16, figure -> {
            Double value = figure.stats().value(figure.shown());
            return figure.hasValue() ? Cell.number(value) : Cell.text(words.text("figures.none"));
        }));
        columns.add(column(
                "definitions.unit", 10, figure -> Cell.text(figure.metric().unit())));
        columns.addAll(span(Brief.KeyFigure::span));
        columns.addAll(stats(Brief.KeyFigure::stats));
        columns.add(new Column<>(words.text("sheet.earlier.day"), 12, figure -> {
            var earlier = figure.comparison();
            return earlier == null ? null : new Cell.Day(earlier.day());
        }));
        columns.add(new Column<>(words.text("sheet.earlier.value"), 14, figure -> {
            var earlier = figure.comparison();
            return earlier == null ? null : Cell.number(earlier.value());
        }));
        columns.add(new Column<>(words.text("sheet.earlier.coverage"), 12, figure -> {
            var earlier = figure.comparison();
            return earlier == null ? null : TrustCells.share(earlier.trust().coverage(), brief);
        }));
        columns.addAll(TrustCells.columns(brief, words, Brief.KeyFigure::trust));
        sheet.table(columns, brief.keyFigures(), 2);
    }

    private void head(Sheet sheet) {
        sheet.title(brief.city() + " · " + brief.title());
        sheet.fact(words.text("sheet.period"), words.period(brief));
        sheet.fact(words.text("sheet.zone"), zone.getId());
        sheet.fact(
                words.text("sheet.cut"),
                words.id(brief.cut().id()) + " · " + words.moment(brief.cut().committedAt()) + " · "
                        + BriefRenderer.TEMPLATE);
        var summary = TrustSummary.of(brief);
        String floor = words.percent(brief.coverageFloor());
        if (summary.warns()) {
            sheet.warning(words.text("note.heading") + " — " + words.text("note.text", floor));
            summary.incomplete()
                    .forEach(item ->
                            sheet.warning(words.text("note.item", item.label(), words.percent(item.coverage()))));
        }
        if (!summary.unknown().isEmpty()) {
            sheet.remark(words.text("note.unknown", words.list(summary.unknown())));
        }
        sheet.gap();
    }

    private void series(Sheet sheet) {
        record Row(Brief.Series series, Brief.Point point) {}
        var rows = brief.series().stream()
                .flatMap(series -> series.points().stream().map(point -> new Row(series, point)))
                .toList();
        var columns = new ArrayList<Column<Row>>();
        columns.add(column("sheet.series.name", 34, row -> Cell.text(row.series.name())));
        columns.add(column("sheet.id", 26, row -> Cell.text(row.series.metric().id())));
        columns.addAll(span(row -> new Span(row.point.start(), row.point.start().plus(row.series.window()))));
        columns.add(
                column("values.value", 16, row -> Cell.number(row.point.stats().value(row.series.shown()))));
        columns.add(column(
                "definitions.unit", 10, row -> Cell.text(row.series.metric().unit())));
        columns.addAll(stats(row -> row.point.stats()));
        columns.addAll(
                TrustCells.columns(brief, words, row -> row.point.trust(row.series.trust(), row.series.metric())));
        sheet.table(columns, rows, 1);
    }

    private void tops(Sheet sheet) {
        record Row(Brief.Top top, Brief.TopRow row) {}
        var rows = brief.tops().stream()
                .flatMap(top -> top.rows().stream().map(row -> new Row(top, row)))
                .toList();
        var columns = new ArrayList<Column<Row>>();
        columns.add(column("sheet.top.name", 34, one -> Cell.text(one.top.name())));
        columns.add(column("top.rank", 7, one -> Cell.whole(one.row.rank())));
        columns.add(column("sheet.label", 40, one -> Cell.text(one.row.label())));
        columns.add(column("sheet.key", 24, one -> Cell.text(one.row.key())));
        columns.add(column("sheet.ranked.by", 16, one -> Cell.text(one.top.scoreLabel())));
        columns.add(column("sheet.score", 16, one -> Cell.number(one.row.score())));
        columns.add(column("definitions.unit", 10, one -> Cell.text(one.top.scoreUnit())));
        columns.addAll(span(one -> one.top.span()));
        columns.addAll(stats(one -> one.row.stats()));
        columns.addAll(TrustCells.columns(brief, words, one -> one.row.trust(one.top.trust(), one.top.metric())));
        sheet.table(columns, rows, 3);
    }

    private void definitions(Sheet sheet) {
        List<Column<Brief.Metric>> columns = List.of(
                column("definitions.metric", 34, metric -> Cell.text(metric.label())),
                column("definitions.definition", 34, metric -> Cell.text(metric.definition())),
                column("sheet.dataset", 22, metric -> Cell.text(metric.dataset())),
                column("definitions.unit", 12, metric -> Cell.text(metric.unit())),
                column("definitions.meaning", 90, metric -> Cell.text(metric.meaning())));
        sheet.table(columns, brief.metrics(), 1);
        sheet.gap();
        List<Column<String>> terms = List.of(
                column("definitions.terms", 34, term -> Cell.text(words.text(term))),
                column("definitions.meaning", 34, term -> Cell.text(words.text(term + ".meaning"))));
        sheet.plainTable(terms, BriefWords.TERMS);
    }

    private void spreads(Sheet sheet) {
        record Row(Brief.Spread spread, Brief.SpreadRow row) {
            @Nullable
            Double percentile(String name) {
                int place = spread.percentiles().indexOf(name);
                return place < 0 || row.percentiles().isEmpty()
                        ? null
                        : row.percentiles().get(place);
            }
        }
        var rows = brief.spreads().stream()
                .flatMap(spread -> spread.rows().stream().map(row -> new Row(spread, row)))
                .toList();
        var columns = new ArrayList<Column<Row>>();
        columns.add(column("sheet.spread.name", 44, one -> Cell.text(one.spread.name())));
        columns.add(column("sheet.label", 40, one -> Cell.text(one.row.label())));
        columns.add(column("sheet.key", 24, one -> Cell.text(one.row.key())));
        columns.add(column("sheet.spread.of", 16, one -> Cell.text(one.spread.countLabel())));
        columns.add(column("sheet.spread.count", 12, one -> Cell.whole(one.row.n())));
        columns.add(column("definitions.unit", 10, one -> Cell.text(one.spread.unit())));
        columns.add(column("sheet.mean", 14, one -> Cell.number(one.row.mean())));
        brief.spreads().stream()
                .flatMap(spread -> spread.percentiles().stream())
                .distinct()
                .sorted(Comparator.comparingDouble(name -> Double.parseDouble(name.substring(1))))
                .forEach(name -> columns.add(new Column<>(name, 12, one -> Cell.number(one.percentile(name)))));
        columns.add(column("values.max", 12, one -> Cell.number(one.row.max())));
        columns.add(column("sheet.spread.bound", 14, one -> new Cell.Share(one.spread.boundShare(), false)));
        columns.addAll(span(one -> one.spread.span()));
        columns.addAll(TrustCells.columns(brief, words, one -> one.row.trust(one.spread.trust(), one.spread.metric())));
        sheet.table(columns, rows, 2);
    }

    private <R> List<Column<R>> span(Function<R, Span> span) {
        return List.of(
                column("sheet.start", 20, row -> Cell.time(span.apply(row).start(), zone)),
                column("sheet.end", 20, row -> Cell.time(span.apply(row).end(), zone)),
                column(
                        "sheet.offset",
                        9,
                        row -> Cell.text(offset(span.apply(row).start()))));
    }

    /** Tells the two hours apart that read alike when clocks go back. */
    private String offset(Instant moment) {
        return zone.getRules().getOffset(moment).getId();
    }

    private <R> List<Column<R>> stats(Function<R, Stats> stats) {
        return List.of(
                column("values.n", 14, row -> Cell.whole(stats.apply(row).n())),
                column("sheet.sum", 16, row -> Cell.number(stats.apply(row).sum())),
                column("sheet.mean", 14, row -> Cell.number(stats.apply(row).mean())),
                column("values.sd", 14, row -> Cell.number(stats.apply(row).sd())),
                column("sheet.variance", 14, row -> Cell.number(stats.apply(row).variance())),
                column("values.min", 12, row -> Cell.number(stats.apply(row).min())),
                column("values.max", 12, row -> Cell.number(stats.apply(row).max())));
    }

    private <R> Column<R> column(String headerKey, double width, Function<R, @Nullable Cell> cell) {
        return new Column<>(words.text(headerKey), width, cell);
    }
}
