package org.chengyun.api.brief;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.report.Brief;
import org.chengyun.api.session.SessionGroup;
import org.chengyun.api.session.SessionSpread;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.api.session.SummaryQuery;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Trust;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.datasets.catalogue.Percentile;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.sketch.ValueHistogram;
import org.jspecify.annotations.Nullable;

/** How the numbers of a day spread: of metrics with percentiles by series, of sessions by what tells no people apart. */
record Spreads(Reading reading, Labels labels, Locale locale, Span day, ZoneId zone) {
    private static final int MOST_ROWS = 20;
    private static final double MINUTE_S = 60;
    private static final List<String> OF_SESSIONS = List.of("p50", "p90", "p99");

    List<Brief.Spread> all() {
        Stream<Brief.Spread> windows = reading.metrics().stream()
                .filter(metric -> !metric.metric().percentiles().isEmpty())
                .map(this::percentiles);
        Stream<Brief.Spread> sessions = reading.sessionMetrics().stream().flatMap(this::sessions);
        return Stream.concat(windows, sessions).toList();
    }

    private Brief.Spread percentiles(DefinedMetric metric) {
        SeriesAnswer answer = reading.span(metric.metric().id(), day, By.EVERYTHING);
        List<WindowRow> rows = answer.windows().stream()
                .sorted(Comparator.comparingLong(WindowRow::n).reversed())
                .toList();
        return new Brief.Spread(
                described(metric, locale),
                BriefTitles.text("spread.name", locale, metric.metric().label().in(locale)),
                "",
                BriefTitles.dimensions(metric.metric().by(), locale),
                word("spread.observations"),
                metric.metric().unit(),
                metric.metric().percentiles().stream().map(Percentile::word).toList(),
                ValueHistogram.ERROR_BOUND,
                day,
                rows.stream().limit(MOST_ROWS).map(this::row).toList(),
                Math.max(0, rows.size() - MOST_ROWS),
                answer.trust());
    }

    private Brief.SpreadRow row(WindowRow row) {
        return new Brief.SpreadRow(
                key(row.by()),
                row.by().isEmpty() ? word("spread.all") : labels.text(row.by(), locale),
                row.n(),
                row.mean(),
                List.copyOf(row.percentiles().values()),
                row.max(),
                row.finality(),
                row.coverage(),
                row.revision(),
                row.late(),
                row.cut());
    }

    private static String key(Map<String, @Nullable String> by) {
        return by.values().stream().map(value -> value == null ? "–" : value).collect(Collectors.joining(" · "));
    }

    /** How long they were, and how many observations each had. */
    private Stream<Brief.Spread> sessions(DefinedMetric metric) {
        WindowSpec window = WindowSpec.parse("1h", zone).orElseThrow();
        SessionSummary summary =
                reading.sessions(new SummaryQuery(metric.metric().id(), day, window, By.EVERYTHING, MOST_ROWS));
        return Stream.of(
                spread(
                        metric,
                        summary,
                        "session.length",
                        lengths(summary),
                        word("spread.minutes"),
                        group -> minutes(group.seconds())),
                spread(metric, summary, "session.sizes", sizes(summary), "", SessionGroup::each));
    }

    private Brief.Spread spread(
            DefinedMetric metric,
            SessionSummary summary,
            String title,
            String sentence,
            String unit,
            Function<SessionGroup, @Nullable SessionSpread> of) {
        List<Brief.SpreadRow> rows = new ArrayList<>();
        if (summary.total().sessions() > 0) {
            rows.add(row("", word("spread.all"), summary.total(), summary.trust(), of));
        }
        for (SessionGroup group : summary.groups()) {
            rows.add(row(key(group.by()), labels.text(group.by(), locale), group, summary.trust(), of));
        }
        return new Brief.Spread(
                described(metric, locale),
                BriefTitles.text(title, locale, metric.metric().label().in(locale)),
                sentence,
                BriefTitles.dimensions(summary.dimensions(), locale),
                word("spread.sessions"),
                unit,
                OF_SESSIONS,
                0,
                day,
                rows,
                summary.groupsInAll() - summary.groups().size(),
                summary.trust());
    }

    /** A group has no trust of its own: it is part of the answer. */
    private static Brief.SpreadRow row(
            String key,
            String label,
            SessionGroup group,
            Trust trust,
            Function<SessionGroup, @Nullable SessionSpread> of) {
        SessionSpread spread = of.apply(group);
        return new Brief.SpreadRow(
                key,
                label,
                group.sessions(),
                spread == null ? null : Double.valueOf(spread.mean()),
                spread == null ? List.of() : List.of(spread.p50(), spread.p90(), spread.p99()),
                spread == null ? null : Double.valueOf(spread.max()),
                trust.finality(),
                trust.coverage(),
                trust.revision(),
                trust.late(),
                trust.cut());
    }

    private static @Nullable SessionSpread minutes(@Nullable SessionSpread seconds) {
        return seconds == null
                ? null
                : new SessionSpread(
                        seconds.mean() / MINUTE_S,
                        seconds.p50() / MINUTE_S,
                        seconds.p90() / MINUTE_S,
                        seconds.p99() / MINUTE_S,
                        seconds.max() / MINUTE_S);
    }

    private String lengths(SessionSummary summary) {
        SessionGroup total = summary.total();
        List<String> sentences = new ArrayList<>();
        SessionSpread minutes = minutes(total.seconds());
        if (minutes != null) {
            sentences.add(BriefTitles.text(
                    "session.length.summary",
                    locale,
                    total.sessions(),
                    tenths(minutes.p50()),
                    tenths(minutes.p90()),
                    tenths(minutes.max())));
        } else {
            sentences.add(
                    total.sessions() == 0
                            ? word("session.none")
                            : BriefTitles.text("session.few", locale, total.sessions()));
        }
        if (total.open() > 0) {
            sentences.add(BriefTitles.text("session.open", locale, total.open()));
        }
        if (summary.overLimit() > 0) {
            sentences.add(BriefTitles.text("session.over", locale, summary.overLimit()));
        }
        if (summary.notKept() != null) {
            sentences.add(
                    locale.getLanguage().equals("zh")
                            ? summary.notKept().text().zhCn()
                            : summary.notKept().text().en());
        }
        return String.join(locale.getLanguage().equals("zh") ? "" : " ", sentences);
    }

    private String sizes(SessionSummary summary) {
        SessionSpread each = summary.total().each();
        return each == null
                ? ""
                : BriefTitles.text(
                        "session.sizes.summary",
                        locale,
                        each.p50(),
                        each.p90(),
                        summary.total().observations());
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private String word(String key) {
        return BriefTitles.text(key, locale);
    }

    static Brief.Metric described(DefinedMetric metric, Locale locale) {
        return new Brief.Metric(
                metric.metric().id(),
                metric.definition(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                metric.dataset().label().in(locale),
                metric.metric().unit());
    }
}
