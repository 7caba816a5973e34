package org.chengyun.api.window;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.progress.OpenReasons;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.window.RowMaker.Rows;
import org.chengyun.datasets.catalogue.DerivedMetric.Filter;
import org.chengyun.datasets.catalogue.DerivedMetric.Ratio;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Windows of metrics that are calculated from others, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
class DerivedWindows {
    private final DerivedRows maker;
    private final OpenReasons reasons;

    DerivedWindows(DerivedRows maker, OpenReasons reasons) {
        this.maker = maker;
        this.reasons = reasons;
    }

    /** One page of windows, open ones included. */
    SeriesAnswer read(Snapshot snapshot, DefinedDerived metric, SeriesQuery query) {
        query.by().check(metric.base().metric());
        WindowSpec window = metric.window(query.window());
        NotKept notKept = NotKept.of(snapshot, metric.base().dataset(), Kind.of(window), query.starts());
        Span kept = NotKept.kept(snapshot, metric.base().dataset(), Kind.of(window), query.starts());
        String question = Windows.question(snapshot, query, metric.definition());
        Optional<Position> after = query.cursor()
                .map(cursor -> Position.of(
                        Cursor.read(question, cursor), metric.metric().by().size()));
        List<Ingredients> read = reader(snapshot, metric, query.by()).read(window, kept, after, query.limit() + 1);
        Page<Ingredients> page = Page.of(
                read,
                query.limit(),
                last -> Cursor.write(question, last.key().position().texts()));
        Finality ofNone = Windows.ofNone(snapshot, metric.base(), query.starts(), window, notKept);
        Rows rows = maker.make(snapshot, metric, window, page.rows(), ofNone);
        return answer(snapshot, metric, window.toString(), page.rows(), rows, notKept, page.next());
    }

    /** A span of event time as one window per series. A filter has no such thing: its windows follow one another. */
    SeriesAnswer span(Snapshot snapshot, DefinedDerived metric, Span span, String name, By by) {
        NotKept notKept = Windows.notKept(snapshot, metric.of(), span);
        if (notKept == null && metric.to().isPresent()) {
            notKept = Windows.notKept(snapshot, metric.base(), span);
        }
        List<Ingredients> read = notKept == null && metric.metric().formula() instanceof Ratio
                ? reader(snapshot, metric, by).readSpan(span)
                : List.of();
        boolean closed = snapshot.state(metric.base().dataset()).isClosed(span.end());
        Finality ofNone = notKept == null ? Finality.of(closed, 0) : Finality.PROVISIONAL;
        Rows rows = maker.make(snapshot, metric, span, read, ofNone);
        return answer(snapshot, metric, name, read, rows, notKept, null);
    }

    private static DerivedReader reader(Snapshot snapshot, DefinedDerived metric, By by) {
        var filter = SeriesFilter.of(metric.base().metric(), by.values(), snapshot.scope());
        return new DerivedReader(snapshot, metric, filter);
    }

    private SeriesAnswer answer(
            Snapshot snapshot,
            DefinedDerived metric,
            String window,
            List<Ingredients> page,
            Rows rows,
            @Nullable NotKept notKept,
            @Nullable String next) {
        DerivedValue total = switch (metric.metric().formula()) {
            case Ratio ratio -> notKept == null ? Calculation.total(metric.metric(), ratio, page) : null;
            case Filter filter -> null;
        };
        List<Instant> open = Windows.openEnds(rows);
        return new SeriesAnswer(
                metric.metric().id(),
                metric.definition(),
                metric.metric().unit(),
                window,
                metric.metric().by(),
                rows.trust(),
                rows.rows(),
                total,
                reasons.of(snapshot, metric.base().dataset(), open),
                KnownThen.of(snapshot, metric.base().dataset()),
                notKept,
                next);
    }
}
