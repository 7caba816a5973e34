package org.chengyun.dashboard.assembly;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.session.SessionSpread;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.api.session.SessionWindow;
import org.chengyun.api.session.SummaryQuery;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.metric.MetricPage.Sessions;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.dashboard.trust.Finality;
import org.chengyun.dashboard.trust.Trust;
import org.chengyun.dashboard.words.Words;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Reads sessions together. As long-lived as its reading. */
record SessionTeller(Reading reading, Labels labels, Words words, Locale locale, ZoneId zone, Horizon horizon) {
    private static final int GROUPS = 50;
    private static final double MINUTE_S = 60;
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99");

    /** Of a metric that has sessions. */
    Sessions sessions(DefinedMetric metric) {
        WindowSpec window = WindowSpec.parse(horizon.window(), zone).orElseThrow();
        DatasetState state = reading.state(metric);
        long newestMs = state.newestEventTime().orElse(Instant.EPOCH).toEpochMilli();
        Instant last = Instant.ofEpochMilli(window.lastStartMs(newestMs));
        Instant from = Told.back(window, last, horizon.windows() - 1);
        var span = new Span(from, Instant.ofEpochMilli(window.endMs(last.toEpochMilli())));
        SessionSummary summary =
                reading.sessions(new SummaryQuery(metric.metric().id(), span, window, By.EVERYTHING, GROUPS));
        Optional<SeriesAnswer> dataset = observations(metric);
        Double coverage = dataset.map(answer -> answer.trust().coverage()).orElse(null);
        Trust exact = Told.trust(summary.trust(), coverage, Accuracy.EXACT);
        var axis = new Axis(metric, window, from, state, byStart(dataset));
        return new Sessions(
                summary,
                summary.groups().stream()
                        .map(group -> labels.text(group.by(), locale))
                        .toList(),
                axis.begun(summary, exact),
                axis.lengths(summary, Told.trust(summary.trust(), coverage, new Accuracy(PERCENTILES, 0, null))),
                exact);
    }

    /**
     * The windows of the dataset's first metric of the whole city: where it observed nothing, that there were no sessions
     * is not known; and of its observations sessions are made, so that its coverage is theirs.
     */
    private Optional<SeriesAnswer> observations(DefinedMetric metric) {
        return reading.metrics().stream()
                .filter(one -> one.dataset().id().equals(metric.dataset().id())
                        && one.metric().by().isEmpty())
                .findFirst()
                .map(one -> reading.last(
                        one.metric().id(),
                        Told.nearest(horizon, one.metric().windows()).toString(),
                        horizon.windows(),
                        By.EVERYTHING));
    }

    private static Map<Instant, WindowRow> byStart(Optional<SeriesAnswer> answer) {
        return answer.stream()
                .flatMap(all -> all.windows().stream())
                .collect(Collectors.toMap(WindowRow::start, Function.identity()));
    }

    /** The windows by whose starts sessions are counted. */
    private final class Axis {
        private final DefinedMetric metric;
        private final WindowSpec window;
        private final Instant from;
        private final DatasetState state;
        private final Map<Instant, WindowRow> observed;

        Axis(
                DefinedMetric metric,
                WindowSpec window,
                Instant from,
                DatasetState state,
                Map<Instant, WindowRow> observed) {
            this.metric = metric;
            this.window = window;
            this.from = from;
            this.state = state;
            this.observed = observed;
        }

        Series begun(SessionSummary summary, Trust trust) {
            Map<Instant, SessionWindow> told =
                    summary.windows().stream().collect(Collectors.toMap(SessionWindow::start, Function.identity()));
            List<Series.Point> points = new ArrayList<>();
            Instant start = from;
            for (int i = 0; i < horizon.windows(); i++) {
                Instant end = Instant.ofEpochMilli(window.endMs(start.toEpochMilli()));
                SessionWindow one = told.get(start);
                if (one != null) {
                    points.add(point(one, (double) one.all().sessions(), List.of()));
                } else if (observed.containsKey(start)) {
                    Finality finality = state.isClosed(end) ? Finality.FINAL : Finality.PROVISIONAL;
                    points.add(new Series.Point(start, 0.0, null, 0, coverage(start), finality, isOpen(end)));
                }
                start = Instant.ofEpochMilli(window.nextStartMs(start.toEpochMilli()));
            }
            return series("begun", "", Series.Measure.COUNT, points, List.of(), trust);
        }

        Series lengths(SessionSummary summary, Trust trust) {
            List<Series.Point> points = new ArrayList<>();
            for (SessionWindow one : summary.windows()) {
                SessionSpread seconds = one.all().seconds();
                if (seconds != null) {
                    points.add(point(
                            one,
                            seconds.mean() / MINUTE_S,
                            List.of(seconds.p50() / MINUTE_S, seconds.p90() / MINUTE_S, seconds.p99() / MINUTE_S)));
                }
            }
            return series("lengthOverTime", word("minutes"), Series.Measure.MEAN, points, PERCENTILES, trust);
        }

        private Series series(
                String title,
                String unit,
                Series.Measure measure,
                List<Series.Point> points,
                List<String> percentiles,
                Trust trust) {
            return new Series(
                    metric.metric().id(),
                    word(title),
                    metric.metric().meaning().in(locale),
                    unit,
                    measure,
                    Told.step(window),
                    from,
                    horizon.windows(),
                    points,
                    percentiles,
                    trust);
        }

        private Series.Point point(SessionWindow one, double value, List<Double> percentiles) {
            return new Series.Point(
                    one.start(),
                    value,
                    null,
                    one.all().sessions(),
                    coverage(one.start()),
                    Told.finality(one.finality()),
                    isOpen(one.end()),
                    percentiles);
        }

        private @Nullable Double coverage(Instant start) {
            WindowRow row = observed.get(start);
            return row == null ? null : row.coverage();
        }

        private boolean isOpen(Instant end) {
            return state.newestEventTime().map(end::isAfter).orElse(true);
        }
    }

    private String word(String key) {
        return words.getTranslation("metric.sessions." + key, locale);
    }
}
