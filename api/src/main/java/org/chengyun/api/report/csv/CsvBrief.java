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

        /** What a number is about. */
        private record Subject(String section, Brief.Metric metric, String label, String key, Span span) {}

        /** @param bound what it may be off, as a share of itself; null if nothing is estimated */
        private record Value(
                @Nullable Double value,
                String unit,
                String statistic,
                @Nullable Double bound) {
            Value(@Nullable Double value, String unit) {
                this(value, unit, "", null);
            }
        }

        void figure(Brief.KeyFigure figure) {
            Double value = figure.hasValue() ? figure.stats().value(figure.shown()) : null;
            row(
                    new Subject("figure", figure.metric(), figure.metric().label(), "", figure.span()),
                    new Value(value, figure.metric().unit()),
                    figure.stats(),
                    figure.trust());
        }

        void series(Brief.Series series) {
            for (var point : series.points()) {
                var span = new Span(point.start(), point.start().plus(series.window()));
                row(
                        new Subject("series", series.metric(), series.name(), "", span),
                        new Value(
                                point.stats().value(series.shown()),
                                series.metric().unit()),
                        point.stats(),
                        point.trust(series.trust(), series.metric()));
            }
        }

        void top(Brief.Top top) {
            for (var row : top.rows()) {
                row(
                        new Subject("top", top.metric(), row.label(), row.key(), top.span()),
                        new Value(row.score(), top.scoreUnit()),
                        row.stats(),
                        row.trust(top.trust(), top.metric()));
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
                    new Subject("spread", spread.metric(), row.label(), row.key(), spread.span()),
                    new Value(value, spread.unit(), spread.name() + ": " + statistic, bound),
                    new Stats(row.n(), null, row.mean(), null, null, row.max()),
                    row.trust(spread.trust(), spread.metric()));
        }

        private void row(Subject subject, Value value, Stats stats, Trust trust) {
            Instant watermark = trust.watermark();
            out.row(
                    subject.section,
                    CsvText.guarded(subject.metric.id()),
                    CsvText.guarded(subject.label),
                    CsvText.guarded(subject.key),
                    time(subject.span.start()),
                    time(subject.span.end()),
                    number(value.value),
                    CsvText.guarded(value.unit),
                    Long.toString(stats.n()),
                    number(stats.sum()),
                    number(stats.mean()),
                    number(stats.variance()),
                    number(stats.min()),
                    number(stats.max()),
                    number(trust.coverage()),
                    trust.finality().name().toLowerCase(Locale.ROOT),
                    Long.toString(trust.revision()),
                    Long.toString(trust.late()),
                    watermark == null ? "" : time(watermark),
                    Long.toString(trust.cut()),
                    CsvText.guarded(subject.metric.definition()),
                    CsvText.guarded(value.statistic),
                    number(value.bound));
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
