package org.chengyun.api.window;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.progress.OpenReasons;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Segment;
import org.chengyun.api.span.Span;
import org.chengyun.api.span.StoredSizes;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.window.RowMaker.Rows;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Windows of metrics, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
public class Windows {
    private final Metrics metrics;
    private final RowMaker maker;
    private final OpenReasons reasons;
    private final DerivedWindows derived;

    Windows(Metrics metrics, RowMaker maker, OpenReasons reasons, DerivedWindows derived) {
        this.derived = derived;
        this.metrics = metrics;
        this.maker = maker;
        this.reasons = reasons;
    }

    /** One page of windows, open ones included. */
    public SeriesAnswer read(Snapshot snapshot, SeriesQuery query) {
        Optional<DefinedDerived> calculated = metrics.derived(query.metric());
        if (calculated.isPresent()) {
            return derived.read(snapshot, calculated.get(), query);
        }
        DefinedMetric metric = metrics.require(query.metric());
        WindowSpec window = metric.window(query.window());
        if (metric.metric().isSketchedTop()) {
            throw new ProblemException(
                    ProblemCode.WINDOW_UNKNOWN,
                    "%s has no windows by series: its ranking is sketched. Ask for /top instead."
                            .formatted(metric.metric().id()));
        }
        query.by().check(metric.metric());
        String question = question(snapshot, query, metric.definition());
        NotKept notKept = NotKept.of(snapshot, metric.dataset(), Kind.of(window), query.starts());
        Span kept = NotKept.kept(snapshot, metric.dataset(), Kind.of(window), query.starts());
        Optional<Position> after = query.cursor()
                .map(cursor -> Position.of(
                        Cursor.read(question, cursor), metric.metric().by().size()));
        List<SeriesWindow> read = metric.number().isEmpty()
                ? List.of()
                : reader(snapshot, metric, query.by()).read(window, kept, after, query.limit() + 1);
        Page<SeriesWindow> page = Page.of(
                read,
                query.limit(),
                last -> Cursor.write(question, SeriesKey.of(last).position().texts()));
        Rows rows = maker.make(
                snapshot, metric, window, page.rows(), ofNone(snapshot, metric, query.starts(), window, notKept));
        return new SeriesAnswer(
                metric.metric().id(),
                metric.definition(),
                metric.metric().unit(),
                window.toString(),
                metric.metric().by(),
                rows.trust(),
                rows.rows(),
                null,
                reasons.of(snapshot, metric.dataset(), openEnds(rows)),
                KnownThen.of(snapshot, metric.dataset()),
                notKept,
                page.next());
    }

    /** A span of event time as one window per series, of a metric that is calculated from others. */
    public SeriesAnswer span(Snapshot snapshot, DefinedDerived metric, Span span, String name, By by) {
        return derived.span(snapshot, metric, span, name, by);
    }

    /** Whether a span can be added up from what is kept; null if it can. */
    public static @Nullable NotKept notKept(Snapshot snapshot, DefinedMetric metric, Span span) {
        List<Segment> parts = StoredSizes.of(metric.metric())
                .cover(span, snapshot.state(metric.dataset()).watermark());
        return NotKept.ofParts(snapshot, metric.dataset(), parts);
    }

    static List<Instant> openEnds(Rows rows) {
        return rows.rows().stream()
                .filter(row -> row.finality() == Finality.PROVISIONAL)
                .map(WindowRow::end)
                .toList();
    }

    /** Of a metric that the engine has taken up. */
    public WindowReader reader(Snapshot snapshot, DefinedMetric metric, By by) {
        by.check(metric.metric());
        return new WindowReader(snapshot, metric, SeriesFilter.of(metric.metric(), by.values(), snapshot.scope()));
    }

    static String question(Snapshot snapshot, SeriesQuery query, String definition) {
        return String.join(
                "\n",
                definition,
                snapshot.asOf().map(AsOf::toString).orElse(""),
                query.window(),
                query.starts().toString(),
                query.by().question());
    }

    /**
     * Where nothing can come any more, nothing is final; elsewhere it may still become something. Of what is no longer kept
     * nobody can say that there was nothing.
     */
    public static Finality ofNone(
            Snapshot snapshot, DefinedMetric metric, Span starts, WindowSpec window, @Nullable NotKept notKept) {
        if (notKept != null) {
            return Finality.PROVISIONAL;
        }
        return Finality.of(snapshot.state(metric.dataset()).isClosed(lastEnd(window, starts)), 0);
    }

    /** End of the last window that starts before the end of a span. */
    static Instant lastEnd(WindowSpec window, Span starts) {
        long lastMs = window.lastStartMs(starts.end().toEpochMilli() - 1);
        return Instant.ofEpochMilli(window.endMs(lastMs));
    }
}
