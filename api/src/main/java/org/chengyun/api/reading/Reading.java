package org.chengyun.api.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.cut.Cuts;
import org.chengyun.api.cut.LatestCuts;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.session.SessionSummary;
import org.chengyun.api.session.Summaries;
import org.chengyun.api.session.SummaryQuery;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.top.TopAnswer;
import org.chengyun.api.top.TopQuery;
import org.chengyun.api.top.Tops;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.window.By;
import org.chengyun.api.window.RowMaker;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.SeriesQuery;
import org.chengyun.api.window.SeriesWindow;
import org.chengyun.api.window.Windows;
import org.chengyun.datasets.catalogue.WindowSpec;

/** Several questions at one cut, within one reader's scope. Not thread-safe; lives as long as its snapshot. */
public final class Reading {
    private final Snapshot snapshot;
    private final Metrics metrics;
    private final Windows windows;
    private final Tops tops;
    private final RowMaker maker;
    private final Cuts cuts;
    private final Summaries summaries;

    Reading(
            Snapshot snapshot,
            Metrics metrics,
            Windows windows,
            Tops tops,
            RowMaker maker,
            Cuts cuts,
            Summaries summaries) {
        this.snapshot = snapshot;
        this.metrics = metrics;
        this.windows = windows;
        this.tops = tops;
        this.maker = maker;
        this.cuts = cuts;
        this.summaries = summaries;
    }

    /** The newest commits; their highest is the cut of everything read here. */
    public LatestCuts cuts() {
        return cuts.current();
    }

    /** All metrics that have windows, in the order of the definitions. */
    public List<DefinedMetric> metrics() {
        return metrics.all().stream()
                .filter(metric -> metric.metric().hasWindows())
                .toList();
    }

    /** All metrics that have sessions, in the order of the definitions. */
    public List<DefinedMetric> sessionMetrics() {
        return metrics.all().stream()
                .filter(metric -> metric.metric().session().isPresent())
                .toList();
    }

    /** All metrics that are calculated from others, in the order of the definitions. */
    public List<DefinedDerived> derived() {
        return metrics.derived();
    }

    /** One metric; a problem {@code metric-unknown} if there is none of that id. */
    public DefinedMetric metric(String id) {
        return metrics.require(id);
    }

    /** One page of windows. */
    public SeriesAnswer series(SeriesQuery query) {
        return windows.read(snapshot, query);
    }

    /**
     * The last {@code count} windows up to the newest observation, open ones included; those without observations are
     * absent.
     */
    public SeriesAnswer last(String metric, String window, int count, By by) {
        DefinedMetric defined = metrics.base(metric);
        WindowSpec spec = metrics.window(metric, window);
        return of(metric, spec, newest(defined, spec, by).map(start -> ending(start, spec, count)), by);
    }

    /** The last {@code count} closed windows; those without observations are absent. */
    public SeriesAnswer lastClosed(String metric, String window, int count, By by) {
        DefinedMetric defined = metrics.base(metric);
        WindowSpec spec = metrics.window(metric, window);
        Optional<Instant> watermark = state(defined).watermark();
        Optional<Instant> newest = watermark.map(w -> Instant.ofEpochMilli(spec.lastEndedMs(w.toEpochMilli())));
        return of(metric, spec, newest.map(start -> ending(start, spec, count)), by);
    }

    /**
     * A span of event time as one window per series, such as a local day. Its trust counts as that of a window; revisions
     * of its parts are not counted, for the span itself was never published. Where a part of it is no longer kept there are no
     * rows.
     *
     * @param span not empty, on the grid of the metric's slices
     */
    public SeriesAnswer span(String metric, Span span, By by) {
        Duration size = Duration.between(span.start(), span.end());
        Optional<DefinedDerived> derived = metrics.derived(metric);
        if (derived.isPresent()) {
            return windows.span(snapshot, derived.get(), span, size.toString(), by);
        }
        DefinedMetric defined = metrics.require(metric);
        NotKept notKept = Windows.notKept(snapshot, defined, span);
        var read = defined.number().isEmpty() || notKept != null
                ? List.<SeriesWindow>of()
                : windows.reader(snapshot, defined, by).readSpan(span);
        boolean closed = state(defined).isClosed(span.end());
        Finality ofNone = notKept == null ? Finality.of(closed, 0) : Finality.PROVISIONAL;
        RowMaker.Rows rows = maker.make(snapshot, defined, span, read, ofNone);
        return new SeriesAnswer(
                metric,
                defined.definition(),
                defined.metric().unit(),
                size.toString(),
                defined.metric().by(),
                rows.trust(),
                rows.rows(),
                null,
                List.of(),
                null,
                notKept,
                null);
    }

    /** Sessions together. */
    public SessionSummary sessions(SummaryQuery query) {
        return summaries.read(snapshot, query);
    }

    /** One page of rankings. */
    public TopAnswer top(TopQuery query) {
        return tops.read(snapshot, query);
    }

    /** The newest closed window that has a ranking; the newest open one if none is closed yet. */
    public TopAnswer latestTop(String metric, String window) {
        return tops.latest(snapshot, metric, window);
    }

    /** How far the metric's dataset had come. */
    public DatasetState state(DefinedMetric metric) {
        return snapshot.state(metric.dataset());
    }

    private Optional<Instant> newest(DefinedMetric metric, WindowSpec window, By by) {
        if (metric.number().isEmpty()) {
            return Optional.empty();
        }
        return windows.reader(snapshot, metric, by)
                .newestSlice()
                .map(slice -> Instant.ofEpochMilli(window.lastStartMs(slice.toEpochMilli())));
    }

    /** Starts of the {@code count} windows of which the last is {@code newest}. */
    private static Span ending(Instant newest, WindowSpec window, int count) {
        long startMs = newest.toEpochMilli();
        Instant end = Instant.ofEpochMilli(window.nextStartMs(startMs));
        for (int i = 1; i < count; i++) {
            startMs = window.previousStartMs(startMs);
        }
        return new Span(Instant.ofEpochMilli(startMs), end);
    }

    private SeriesAnswer of(String metric, WindowSpec window, Optional<Span> starts, By by) {
        Span nothing = new Span(Span.ALWAYS.end(), Span.ALWAYS.end());
        return windows.read(
                snapshot,
                new SeriesQuery(
                        metric,
                        window.toString(),
                        starts.orElse(nothing),
                        by,
                        SeriesQuery.HIGHEST_LIMIT,
                        Optional.empty()));
    }
}
