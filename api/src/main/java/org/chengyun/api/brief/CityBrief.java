package org.chengyun.api.brief;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chengyun.api.access.Scope;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.cut.LatestCuts;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.reading.Readings;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefSource;
import org.chengyun.api.report.ReportConfig;
import org.chengyun.api.report.Stats;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.SeriesQuery;
import org.chengyun.api.window.WindowRow;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the brief of a day from the windows, all at one cut: the city-wide metrics as key figures, the first of each
 * dataset as an hourly series, every ranking of the day, and how percentiles and sessions spread. Thread-safe.
 */
@ApplicationScoped
class CityBrief implements BriefSource {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Readings readings;
    private final ReportConfig reports;
    private final BriefConfig config;
    private final Labels labels;

    CityBrief(Readings readings, ReportConfig reports, BriefConfig config, Labels labels) {
        this.readings = readings;
        this.labels = labels;
        this.reports = reports;
        this.config = config;
    }

    @Override
    public Brief read(LocalDate day, Locale locale) {
        return readings.read(Scope.EVERYTHING, reading -> new Page(reading, day, locale).brief());
    }

    /** One brief in the making; lives as long as its reading. */
    private final class Page {
        private final Reading reading;
        private final LocalDate day;
        private final Locale locale;
        private final ZoneId zone = reports.zone();

        Page(Reading reading, LocalDate day, Locale locale) {
            this.reading = reading;
            this.day = day;
            this.locale = locale;
        }

        Brief brief() {
            return new Brief(
                    BriefTitles.title(locale),
                    locale.getLanguage().equals("zh") ? config.cityZh() : config.cityEn(),
                    day,
                    day.plusDays(1),
                    zone,
                    locale,
                    cut(),
                    config.coverageFloor(),
                    keyFigures(),
                    series(),
                    tops(),
                    new Spreads(reading, labels, locale, dayOf(day), zone).all());
        }

        private Brief.Cut cut() {
            LatestCuts latest = reading.cuts();
            Instant committedAt = latest.committedAt();
            return new Brief.Cut(latest.cut(), committedAt == null ? Instant.EPOCH : committedAt);
        }

        private Span dayOf(LocalDate date) {
            return new Span(
                    date.atStartOfDay(zone).toInstant(),
                    date.plusDays(1).atStartOfDay(zone).toInstant());
        }

        private List<Brief.KeyFigure> keyFigures() {
            List<Brief.KeyFigure> figures = new ArrayList<>();
            for (DefinedMetric metric : reading.metrics()) {
                if (metric.metric().by().isEmpty()) {
                    figures.add(keyFigure(metric));
                }
            }
            return figures;
        }

        private Brief.KeyFigure keyFigure(DefinedMetric metric) {
            Span span = dayOf(day);
            SeriesAnswer answer = reading.span(metric.metric().id(), span, By.EVERYTHING);
            NotKept notKept = answer.notKept();
            if (notKept != null) {
                // Without it the figure would read 0.
                throw notKept.problem();
            }
            return new Brief.KeyFigure(
                    described(metric),
                    shown(metric),
                    answer.windows().stream().findFirst().map(Page::stats).orElse(Stats.count(0)),
                    span,
                    comparison(metric),
                    answer.trust());
        }

        /** The same day of the week before: cities breathe in weeks. */
        private Brief.@Nullable Comparison comparison(DefinedMetric metric) {
            LocalDate weekBefore = day.minusWeeks(1);
            SeriesAnswer answer = reading.span(metric.metric().id(), dayOf(weekBefore), By.EVERYTHING);
            Optional<WindowRow> row = answer.windows().stream().findFirst();
            Double value = row.map(r -> stats(r).value(shown(metric))).orElse(null);
            return value == null ? null : new Brief.Comparison(weekBefore, value, answer.trust());
        }

        private List<Brief.Series> series() {
            Map<String, List<DefinedMetric>> byDataset = reading.metrics().stream()
                    .filter(metric ->
                            metric.metric().by().isEmpty() && hourly(metric).isPresent())
                    .collect(Collectors.groupingBy(metric -> metric.dataset().id()));
            return reading.metrics().stream()
                    .filter(metric -> metric.equals(firstOf(byDataset, metric)))
                    .map(this::hours)
                    .toList();
        }

        private static @Nullable DefinedMetric firstOf(
                Map<String, List<DefinedMetric>> byDataset, DefinedMetric metric) {
            List<DefinedMetric> ofDataset = byDataset.get(metric.dataset().id());
            return ofDataset == null ? null : ofDataset.getFirst();
        }

        private static Optional<WindowSpec> hourly(DefinedMetric metric) {
            return metric.metric().windows().stream()
                    .filter(window -> window instanceof FixedWindow fixed
                            && fixed.isTumbling()
                            && fixed.sizeMs() == HOUR.toMillis())
                    .findFirst();
        }

        private Brief.Series hours(DefinedMetric metric) {
            SeriesAnswer answer = reading.series(SeriesQuery.of(metric.metric().id(), "1h", dayOf(day)));
            return new Brief.Series(
                    described(metric),
                    metric.metric().label().in(locale),
                    shown(metric),
                    HOUR,
                    HOUR,
                    answer.windows().stream().map(Page::point).toList(),
                    answer.trust());
        }

        private static Brief.Point point(WindowRow row) {
            return new Brief.Point(
                    row.start(), stats(row), row.finality(), row.coverage(), row.revision(), row.late(), row.cut());
        }

        private List<Brief.Top> tops() {
            return reading.metrics().stream()
                    .filter(metric -> metric.metric().top().isPresent()
                            && !metric.metric().isSketchedTop())
                    .map(metric -> top(metric, metric.metric().top().get()))
                    .toList();
        }

        private Brief.Top top(DefinedMetric metric, Metric.Top top) {
            Span span = dayOf(day);
            SeriesAnswer answer = reading.span(metric.metric().id(), span, By.EVERYTHING);
            Comparator<WindowRow> order = Comparator.comparingDouble(row -> score(row, top.rank()));
            List<WindowRow> ranked = answer.windows().stream()
                    .filter(row -> !Double.isNaN(score(row, top.rank())))
                    .sorted(top.descending() ? order.reversed() : order)
                    .limit(top.n())
                    .toList();
            List<Brief.TopRow> rows = new ArrayList<>();
            for (WindowRow row : ranked) {
                rows.add(topRow(rows.size() + 1, row, top.rank()));
            }
            return new Brief.Top(
                    described(metric),
                    metric.metric().label().in(locale),
                    BriefTitles.dimensions(metric.metric().by(), locale),
                    BriefTitles.statistic(top.rank(), locale),
                    top.rank() == Stat.COUNT ? "" : metric.metric().unit(),
                    span,
                    rows,
                    answer.trust());
        }

        private Brief.TopRow topRow(int rank, WindowRow row, Stat stat) {
            String key = row.by().values().stream()
                    .map(value -> value == null ? "–" : value)
                    .collect(Collectors.joining(" · "));
            return new Brief.TopRow(
                    rank,
                    key,
                    labels.text(row.by(), locale),
                    score(row, stat),
                    stats(row),
                    row.finality(),
                    row.coverage(),
                    row.revision(),
                    row.late(),
                    row.cut());
        }

        private static double score(WindowRow row, Stat stat) {
            Double value = switch (stat) {
                case COUNT -> Double.valueOf((double) row.n());
                case SUM -> row.sum();
                case MEAN -> row.mean();
                case VARIANCE -> row.variance();
                case STDDEV -> row.stddev();
                case MIN -> row.min();
                case MAX -> row.max();
                case DISTINCT -> throw new IllegalArgumentException("no ranking by " + stat);
            };
            return value == null ? Double.NaN : value;
        }

        private Brief.Metric described(DefinedMetric metric) {
            return Spreads.described(metric, locale);
        }

        private static Stats.Shown shown(DefinedMetric metric) {
            if (metric.metric().isDistinctCount()) {
                return Stats.Shown.DISTINCT;
            }
            return metric.metric().isCount() ? Stats.Shown.COUNT : Stats.Shown.MEAN;
        }

        private static Stats stats(WindowRow row) {
            return new Stats(row.n(), row.sum(), row.mean(), row.variance(), row.min(), row.max(), row.distinct());
        }
    }
}
