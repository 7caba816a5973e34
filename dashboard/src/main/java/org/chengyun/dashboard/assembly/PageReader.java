package org.chengyun.dashboard.assembly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.cut.LatestCuts;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.overview.Domain;
import org.chengyun.dashboard.overview.KeyFigure;
import org.chengyun.dashboard.overview.OverviewPage;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.dashboard.trust.Trust;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * Puts the overview together at one cut, from the catalogue alone: of each dataset the city-wide metrics as figures, the
 * first of them as the series, the first ranking as the list. So a dataset that a city adds appears by itself.
 */
final class PageReader {
    private static final int MOST_FIGURES = 3;

    private final Reading reading;
    private final Labels labels;
    private final Locale locale;
    private final Horizon horizon;

    PageReader(Reading reading, Labels labels, Locale locale, Horizon horizon) {
        this.reading = reading;
        this.labels = labels;
        this.locale = locale;
        this.horizon = horizon;
    }

    OverviewPage page() {
        LatestCuts cuts = reading.cuts();
        List<Domain> domains = reading.metrics().stream()
                .map(metric -> metric.dataset().id())
                .distinct()
                .sorted(Comparator.comparingInt(PageReader::prominence))
                .map(this::domain)
                .toList();
        return new OverviewPage(cuts.cut(), cuts.committedAt(), domains);
    }

    /** The three domains of every city first, in their usual order; then what the city added. */
    static int prominence(String dataset) {
        int known = List.of("traffic", "portal", "events").indexOf(dataset);
        return known < 0 ? Integer.MAX_VALUE : known;
    }

    private Domain domain(String dataset) {
        List<DefinedMetric> metrics = reading.metrics().stream()
                .filter(metric -> metric.dataset().id().equals(dataset))
                .toList();
        List<DefinedMetric> cityWide = metrics.stream()
                .filter(metric -> metric.metric().by().isEmpty())
                .toList();
        List<KeyFigure> figures =
                cityWide.stream().limit(MOST_FIGURES).map(this::figure).toList();
        boolean fed = figures.stream().anyMatch(figure -> figure.value() != null);
        List<KeyFigure> shown = new ArrayList<>(fed ? tellZeros(cityWide, figures) : figures);
        reading.derived().stream()
                .filter(metric -> metric.metric().dataset().equals(dataset)
                        && metric.metric().by().isEmpty())
                .findFirst()
                .map(this::figure)
                .ifPresent(shown::add);
        return new Domain(
                dataset,
                metrics.getFirst().dataset().label().in(locale),
                shown,
                cityWide.stream()
                        .findFirst()
                        .map(metric -> new SeriesTeller(reading, locale, horizon).series(metric, By.EVERYTHING))
                        .orElse(null),
                metrics.stream()
                        .filter(metric -> metric.metric().top().isPresent())
                        .findFirst()
                        .map(new TopTeller(reading, labels, locale, horizon)::top)
                        .orElse(null));
    }

    /**
     * Where the dataset brought observations, a count without any is a true zero: no errors, not no data.
     */
    private static List<KeyFigure> tellZeros(List<DefinedMetric> metrics, List<KeyFigure> figures) {
        List<KeyFigure> told = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            KeyFigure figure = figures.get(i);
            boolean zero = figure.value() == null && metrics.get(i).metric().isCount();
            told.add(zero ? figure.withValue(0) : figure);
        }
        return told;
    }

    private KeyFigure figure(DefinedMetric metric) {
        Pair pair = lastTwo(metric.metric().id(), metric, metric.metric().windows());
        return new KeyFigure(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                metric.metric().unit(),
                pair.last.map(row -> Told.value(metric, row)).orElse(null),
                pair.before.map(row -> Told.value(metric, row)).orElse(null),
                pair.trust(metric.metric().isDistinctCount() ? Told.accuracy(metric.metric()) : Accuracy.EXACT));
    }

    private KeyFigure figure(DefinedDerived metric) {
        Pair pair = lastTwo(metric.metric().id(), metric.base(), metric.metric().windows());
        boolean share = metric.metric().unit().equals("1");
        return new KeyFigure(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                share ? "%" : metric.metric().unit(),
                pair.last.map(row -> Told.derived(row, share)).orElse(null),
                pair.before.map(row -> Told.derived(row, share)).orElse(null),
                pair.trust(Accuracy.EXACT));
    }

    /** The newest closed window and the one before. */
    private record Pair(SeriesAnswer answer, Optional<WindowRow> last, Optional<WindowRow> before) {
        Trust trust(Accuracy accuracy) {
            return last.map(row -> Told.trust(answer.trust(), row, accuracy))
                    .orElseGet(() -> Told.trust(answer.trust(), accuracy));
        }
    }

    /** @param base whose dataset's watermark tells what is closed */
    private Pair lastTwo(String id, DefinedMetric base, List<WindowSpec> windows) {
        WindowSpec window = Told.nearest(horizon, windows);
        SeriesAnswer answer = reading.lastClosed(id, window.toString(), 2, By.EVERYTHING);
        Optional<Instant> newest = reading.state(base)
                .watermark()
                .map(watermark -> Instant.ofEpochMilli(window.lastEndedMs(watermark.toEpochMilli())));
        return new Pair(answer, at(answer, newest), at(answer, newest.map(start -> Told.back(window, start, 1))));
    }

    private static Optional<WindowRow> at(SeriesAnswer answer, Optional<Instant> start) {
        return start.flatMap(at ->
                answer.windows().stream().filter(row -> row.start().equals(at)).findFirst());
    }
}
