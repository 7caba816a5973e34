package org.chengyun.dashboard.assembly;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.cut.LatestCuts;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.metric.MetricPage;
import org.chengyun.dashboard.metric.MetricPage.About;
import org.chengyun.dashboard.metric.MetricPage.Choice;
import org.chengyun.dashboard.metric.MetricPage.OverTime;
import org.chengyun.dashboard.metric.MetricPage.SeriesChoice;
import org.chengyun.dashboard.metric.MetricQuestion;
import org.chengyun.dashboard.words.Words;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Puts the page of a metric together at one cut. As long-lived as its reading. */
final class MetricTeller {
    private static final int MOST_SERIES = 100;

    private final Reading reading;
    private final Labels labels;
    private final Words words;
    private final Locale locale;
    private final ZoneId zone;
    private final MetricQuestion question;
    private final Horizon horizon;

    MetricTeller(Reading reading, Labels labels, Words words, Locale locale, ZoneId zone, MetricQuestion question) {
        this.reading = reading;
        this.labels = labels;
        this.words = words;
        this.locale = locale;
        this.zone = zone;
        this.question = question;
        this.horizon = question.horizon();
    }

    MetricPage page() {
        LatestCuts cuts = reading.cuts();
        List<Shown> all = all();
        Optional<Shown> chosen = question.metric().isEmpty()
                ? all.stream().findFirst()
                : all.stream()
                        .filter(one -> one.about.id().equals(question.metric()))
                        .findFirst();
        return new MetricPage(
                cuts.cut(),
                cuts.committedAt(),
                all.stream()
                        .map(one -> new Choice(
                                one.about.id(), one.base.dataset().label().in(locale), one.about.label()))
                        .toList(),
                chosen.map(one -> one.about).orElse(null),
                chosen.filter(one -> !one.windows().isEmpty())
                        .map(this::overTime)
                        .orElse(null),
                chosen.filter(one -> !one.about.session().isEmpty())
                        .map(one -> new SessionTeller(reading, labels, words, locale, zone, horizon).sessions(one.base))
                        .orElse(null));
    }

    /**
     * A metric to show.
     *
     * @param base itself, or the one whose series a calculated one has
     * @param derived null if it is not calculated from others
     */
    private record Shown(
            About about, DefinedMetric base, @Nullable DefinedDerived derived) {
        List<WindowSpec> windows() {
            return derived == null ? base.metric().windows() : derived.metric().windows();
        }
    }

    /** Those of a dataset together, the three domains of every city first. */
    private List<Shown> all() {
        Stream<Shown> own = Stream.concat(reading.metrics().stream(), reading.sessionMetrics().stream())
                .distinct()
                .map(metric -> new Shown(about(metric), metric, null));
        Stream<Shown> derived =
                reading.derived().stream().map(metric -> new Shown(about(metric), metric.base(), metric));
        return Stream.concat(own, derived)
                .sorted(Comparator.comparingInt((Shown one) -> PageReader.prominence(one.about.dataset()))
                        .thenComparing(one -> one.about.dataset()))
                .toList();
    }

    private About about(DefinedMetric defined) {
        Metric metric = defined.metric();
        return new About(
                metric.id(),
                defined.definition(),
                metric.dataset(),
                metric.label().in(locale),
                metric.meaning().in(locale),
                metric.unit(),
                metric.by(),
                metric.whereText(),
                defined.windowNames(),
                metric.sessionName().orElse(""));
    }

    private About about(DefinedDerived defined) {
        return new About(
                defined.metric().id(),
                defined.definition(),
                defined.metric().dataset(),
                defined.metric().label().in(locale),
                defined.metric().meaning().in(locale),
                defined.metric().unit().equals("1") ? "%" : defined.metric().unit(),
                defined.metric().by(),
                "",
                defined.windowNames(),
                "");
    }

    private OverTime overTime(Shown one) {
        boolean ranked = one.derived == null && one.base.metric().top().isPresent();
        TopList top = ranked ? new TopTeller(reading, labels, locale, horizon).top(one.base) : null;
        if (one.derived == null && one.base.metric().isSketchedTop()) {
            return new OverTime(List.of(), List.of(), null, top);
        }
        List<SeriesChoice> choices = one.base.metric().by().isEmpty() ? List.of() : choices(one);
        List<String> chosen = choices.isEmpty() || !question.by().isEmpty()
                ? question.by()
                : choices.getFirst().by();
        By by = chosen(one, chosen);
        List<SeriesChoice> offered = choices.isEmpty()
                        || choices.stream().anyMatch(choice -> choice.by().equals(chosen))
                ? choices
                : Stream.concat(Stream.of(new SeriesChoice(chosen, String.join(", ", chosen))), choices.stream())
                        .toList();
        boolean oneSeries = one.base.metric().by().isEmpty() || !chosen.isEmpty();
        return new OverTime(offered, chosen, oneSeries ? series(one, by) : null, top);
    }

    /** Dimensions that the metric lacks are not asked for: an address may be of an older definition. */
    private static By chosen(Shown one, List<String> wanted) {
        return By.parse(wanted.stream()
                .filter(filter -> one.base.metric().by().stream().anyMatch(name -> filter.startsWith(name + "=")))
                .toList());
    }

    /** Of the newest windows, the series with most observations first. */
    private List<SeriesChoice> choices(Shown one) {
        WindowSpec window = Told.nearest(horizon, one.base.metric().windows());
        SeriesAnswer answer = reading.last(one.base.metric().id(), window.toString(), 2, By.EVERYTHING);
        var series = new LinkedHashSet<Map<String, @Nullable String>>();
        answer.windows().stream()
                .sorted(Comparator.comparingLong(WindowRow::n).reversed())
                .forEach(row -> series.add(row.by()));
        List<SeriesChoice> choices = new ArrayList<>();
        for (Map<String, @Nullable String> by : series) {
            if (choices.size() < MOST_SERIES) {
                choices.add(new SeriesChoice(parameters(by), labels.text(by, locale)));
            }
        }
        return choices;
    }

    private static List<String> parameters(Map<String, @Nullable String> by) {
        return by.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Objects.requireNonNullElse(entry.getValue(), ""))
                .toList();
    }

    private Series series(Shown one, By by) {
        var teller = new SeriesTeller(reading, locale, horizon);
        return one.derived == null ? teller.series(one.base, by) : teller.series(one.derived, by);
    }
}
