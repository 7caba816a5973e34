package org.chengyun.dashboard.assembly;

import java.text.NumberFormat;
import java.time.Duration;
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
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.top.TopAnswer;
import org.chengyun.api.top.TopRow;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.overview.Domain;
import org.chengyun.dashboard.overview.Horizon;
import org.chengyun.dashboard.overview.KeyFigure;
import org.chengyun.dashboard.overview.OverviewPage;
import org.chengyun.dashboard.overview.Series;
import org.chengyun.dashboard.overview.TopList;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

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
    private static int prominence(String dataset) {
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
                cityWide.stream().findFirst().map(this::series).orElse(null),
                metrics.stream()
                        .filter(metric -> metric.metric().top().isPresent())
                        .findFirst()
                        .map(this::top)
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
                pair.last.map(row -> value(metric, row)).orElse(null),
                pair.before.map(row -> value(metric, row)).orElse(null),
                pair.trust());
    }

    private KeyFigure figure(DefinedDerived metric) {
        Pair pair = lastTwo(metric.metric().id(), metric.base(), metric.metric().windows());
        boolean share = metric.metric().unit().equals("1");
        return new KeyFigure(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                share ? "%" : metric.metric().unit(),
                pair.last.map(row -> value(row, share)).orElse(null),
                pair.before.map(row -> value(row, share)).orElse(null),
                pair.trust());
    }

    private static @Nullable Double value(WindowRow row, boolean share) {
        var derived = row.derived();
        Double value = derived == null ? null : derived.value();
        return value == null || !share ? value : Double.valueOf(value * 100);
    }

    /** The newest closed window and the one before. */
    private record Pair(SeriesAnswer answer, Optional<WindowRow> last, Optional<WindowRow> before) {
        Trust trust() {
            return last.map(row -> PageReader.trust(answer.trust(), row))
                    .orElseGet(() -> PageReader.trust(answer.trust()));
        }
    }

    /** @param base whose dataset's watermark tells what is closed */
    private Pair lastTwo(String id, DefinedMetric base, List<WindowSpec> windows) {
        WindowSpec window = nearest(windows);
        SeriesAnswer answer = reading.lastClosed(id, window.toString(), 2, By.EVERYTHING);
        Optional<Instant> newest = reading.state(base)
                .watermark()
                .map(watermark -> Instant.ofEpochMilli(window.lastEndedMs(watermark.toEpochMilli())));
        return new Pair(answer, at(answer, newest), at(answer, newest.map(start -> back(window, start, 1))));
    }

    private static Optional<WindowRow> at(SeriesAnswer answer, Optional<Instant> start) {
        return start.flatMap(at ->
                answer.windows().stream().filter(row -> row.start().equals(at)).findFirst());
    }

    private Series series(DefinedMetric metric) {
        WindowSpec window = nearest(metric.metric().windows());
        SeriesAnswer answer = reading.last(metric.metric().id(), window.toString(), horizon.windows(), By.EVERYTHING);
        DatasetState state = reading.state(metric);
        Instant newest = answer.windows().isEmpty()
                ? Instant.ofEpochMilli(window.lastStartMs(
                        state.newestEventTime().orElse(Instant.EPOCH).toEpochMilli()))
                : answer.windows().getLast().start();
        Instant from = back(window, newest, horizon.windows() - 1);
        return new Series(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                metric.metric().unit(),
                metric.metric().isCount() ? Series.Measure.COUNT : Series.Measure.MEAN,
                Duration.ofMillis(window instanceof FixedWindow fixed ? fixed.slideMs() : window.usualMs()),
                from,
                horizon.windows(),
                answer.windows().stream().map(row -> point(metric, state, row)).toList(),
                trust(answer.trust()));
    }

    private static Instant back(WindowSpec window, Instant start, int count) {
        long startMs = start.toEpochMilli();
        for (int i = 0; i < count; i++) {
            startMs = window.previousStartMs(startMs);
        }
        return Instant.ofEpochMilli(startMs);
    }

    private static Series.Point point(DefinedMetric metric, DatasetState state, WindowRow row) {
        boolean open =
                state.newestEventTime().map(newest -> row.end().isAfter(newest)).orElse(true);
        return new Series.Point(
                row.start(), value(metric, row), row.stddev(), row.n(), row.coverage(), finality(row.finality()), open);
    }

    private TopList top(DefinedMetric metric) {
        WindowSpec window = nearest(metric.metric().top().orElseThrow().windows());
        TopAnswer answer = reading.latestTop(metric.metric().id(), window.toString());
        boolean counted =
                metric.metric().top().orElseThrow().rank() == org.chengyun.datasets.catalogue.Metric.Stat.COUNT;
        List<TopList.Entry> entries = new ArrayList<>();
        for (TopRow row : answer.windows()) {
            entries.add(new TopList.Entry(
                    row.rank(),
                    String.valueOf(row.window().by().values()),
                    labels.text(row.window().by(), locale) + bound(row),
                    row.score(),
                    row.previousRank(),
                    row.change() != null));
        }
        return new TopList(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                counted ? "" : metric.metric().unit(),
                entries,
                trust(answer.trust()));
    }

    /** What an estimated score may be off, behind its label. */
    private String bound(TopRow row) {
        return row.errorBound() == 0
                ? ""
                : " (± %s)".formatted(NumberFormat.getInstance(locale).format(row.errorBound()));
    }

    /** The window of the horizon, or else the next larger one, or else the largest there is. */
    private WindowSpec nearest(List<WindowSpec> windows) {
        long wantedMs = horizon.size().toMillis();
        // A day of the city rather than one of UTC.
        Comparator<WindowSpec> bySize =
                Comparator.comparingLong(WindowSpec::usualMs).thenComparing(window -> window instanceof FixedWindow);
        return windows.stream()
                .filter(window -> window.usualMs() >= wantedMs)
                .min(bySize)
                .orElseGet(() -> windows.stream().max(bySize).orElseThrow());
    }

    private static @Nullable Double value(DefinedMetric metric, WindowRow row) {
        if (metric.metric().isDistinctCount()) {
            Long distinct = row.distinct();
            return distinct == null ? null : Double.valueOf((double) distinct);
        }
        return metric.metric().isCount() ? Double.valueOf((double) row.n()) : row.mean();
    }

    /** Of one window in an answer: its own coverage, finality, late and revision. */
    private static Trust trust(org.chengyun.api.trust.Trust answer, WindowRow row) {
        return new Trust(
                row.coverage(),
                finality(row.finality()),
                answer.cut(),
                answer.watermark(),
                answer.definition(),
                row.late(),
                row.revision());
    }

    private static Trust trust(org.chengyun.api.trust.Trust answer) {
        return new Trust(
                answer.coverage(),
                finality(answer.finality()),
                answer.cut(),
                answer.watermark(),
                answer.definition(),
                answer.late(),
                Math.toIntExact(answer.revision()));
    }

    private static Finality finality(org.chengyun.api.trust.Finality finality) {
        return Finality.valueOf(finality.name());
    }
}
