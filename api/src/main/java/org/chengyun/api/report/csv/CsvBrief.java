package org.chengyun.api.report.csv;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefFormat;
import org.chengyun.api.report.BriefRenderer;
import org.chengyun.api.report.Stats;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * One row per number, the same columns for all: RFC 4180 in UTF-8, with a byte order mark because spreadsheets take
 * Chinese for something else without it. Column names are stable English identifiers in every language; times are ISO
 * 8601 with the offset of the city's zone; an empty field is an unknown value.
 */
@Singleton
class CsvBrief implements BriefRenderer {
    private static final String[] HEADER = {
        "section",
        "metric",
        "label",
        "key",
        "start",
        "end",
        "value",
        "unit",
        "n",
        "sum",
        "mean",
        "variance",
        "min",
        "max",
        "coverage",
        "finality",
        "revision",
        "late",
        "watermark",
        "cut",
        "definition",
        "statistic",
        "error_bound"
    };

    @Override
    public BriefFormat format() {
        return BriefFormat.CSV;
    }

    @Override
    public byte[] render(Brief brief) {
        var table = new Table(brief.zone());
        table.out.row(HEADER);
        brief.keyFigures().forEach(table::figure);
        brief.series().forEach(table::series);
        brief.tops().forEach(table::top);
        brief.spreads().forEach(table::spread);
        return table.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private record Table(ZoneId zone, CsvText out) {
        Table(ZoneId zone) {
            this(zone, new CsvText());
        }

        void figure(Brief.KeyFigure figure) {
            Trust trust = figure.trust();
            Double value = figure.hasValue() ? figure.stats().value(figure.shown()) : null;
            row(
                    "figure",
                    figure.metric(),
                    figure.metric().label(),
                    "",
                    figure.span(),
                    value,
                    figure.metric().unit(),
                    figure.stats(),
                    trust.coverage(),
                    trust.finality(),
                    trust.revision(),
                    trust.late(),
                    trust.watermark(),
                    trust.cut());
        }

        void series(Brief.Series series) {
            for (var point : series.points()) {
                var span = new Span(point.start(), point.start().plus(series.window()));
                row(
                        "series",
                        series.metric(),
                        series.name(),
                        "",
                        span,
                        point.stats().value(series.shown()),
                        series.metric().unit(),
                        point.stats(),
                        point.coverage(),
                        point.finality(),
                        point.revision(),
                        point.late(),
                        series.trust().watermark(),
                        point.cut());
            }
        }

        void top(Brief.Top top) {
            for (var row : top.rows()) {
                row(
                        "top",
                        top.metric(),
                        row.label(),
                        row.key(),
                        top.span(),
                        row.score(),
                        top.scoreUnit(),
                        row.stats(),
                        row.coverage(),
                        row.finality(),
                        row.revision(),
                        row.late(),
                        top.trust().watermark(),
                        row.cut());
            }
        }

        void spread(Brief.Spread spread) {
            for (var row : spread.rows()) {
                spread(spread, row, row.mean(), "mean", 0);
                for (int i = 0; i < row.percentiles().size(); i++) {
                    spread(
                            spread,
                            row,
                            row.percentiles().get(i),
                            spread.percentiles().get(i),
                            spread.boundShare());
                }
            }
        }

        private void spread(
                Brief.Spread spread, Brief.SpreadRow row, @Nullable Double value, String statistic, double bound) {
            row(
                    "spread",
                    spread.metric(),
                    row.label(),
                    row.key(),
                    spread.span(),
                    value,
                    spread.unit(),
                    new Stats(row.n(), null, row.mean(), null, null, row.max()),
                    row.coverage(),
                    row.finality(),
                    row.revision(),
                    row.late(),
                    spread.trust().watermark(),
                    row.cut(),
                    spread.name() + ": " + statistic,
                    Double.valueOf(bound));
        }

        private void row(
                String section,
                Brief.Metric metric,
                String label,
                String key,
                Span span,
                @Nullable Double value,
                String unit,
                Stats stats,
                @Nullable Double coverage,
                Finality finality,
                long revision,
                long late,
                @Nullable Instant watermark,
                long cut) {
            row(
                    section, metric, label, key, span, value, unit, stats, coverage, finality, revision, late,
                    watermark, cut, "", null);
        }

        private void row(
                String section,
                Brief.Metric metric,
                String label,
                String key,
                Span span,
                @Nullable Double value,
                String unit,
                Stats stats,
                @Nullable Double coverage,
                Finality finality,
                long revision,
                long late,
                @Nullable Instant watermark,
                long cut,
                String statistic,
                @Nullable Double bound) {
            out.row(
                    section,
                    CsvText.guarded(metric.id()),
                    CsvText.guarded(label),
                    CsvText.guarded(key),
                    time(span.start()),
                    time(span.end()),
                    number(value),
                    CsvText.guarded(unit),
                    Long.toString(stats.n()),
                    number(stats.sum()),
                    number(stats.mean()),
                    number(stats.variance()),
                    number(stats.min()),
                    number(stats.max()),
                    number(coverage),
                    finality.name().toLowerCase(Locale.ROOT),
                    Long.toString(revision),
                    Long.toString(late),
                    watermark == null ? "" : time(watermark),
                    Long.toString(cut),
                    CsvText.guarded(metric.definition()),
                    CsvText.guarded(statistic),
                    number(bound));
        }

        private String time(Instant moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    moment.atZone(zone).toOffsetDateTime());
        }

        /** The shortest text that reads back as the same double; whole numbers without a decimal point. */
        private static String number(@Nullable Double number) {
            if (number == null) {
                return "";
            }
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
            return whole ? Long.toString(number.longValue()) : Double.toString(number);
        }
    }
}
