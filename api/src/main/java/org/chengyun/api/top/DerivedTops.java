package org.chengyun.api.top;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.top.DerivedRanking.Ranked;
import org.chengyun.api.top.TopReader.Position;
import org.chengyun.api.window.Cursor;
import org.chengyun.api.window.DerivedRows;
import org.chengyun.api.window.Ingredients;
import org.chengyun.api.window.Page;
import org.chengyun.api.window.RowMaker.Rows;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.Windows;
import org.chengyun.datasets.catalogue.DerivedMetric.Top;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.WindowSpec;

/** Rankings of ratios, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
class DerivedTops {
    private final DerivedRows maker;

    DerivedTops(DerivedRows maker) {
        this.maker = maker;
    }

    /** One page of rankings, open windows included. */
    TopAnswer read(Snapshot snapshot, DefinedDerived metric, TopQuery query) {
        WindowSpec window = window(metric, query.window());
        String question = query.question(metric.definition(), snapshot);
        Optional<Position> after = query.cursor().map(cursor -> Tops.position(Cursor.read(question, cursor)));
        NotKept notKept = NotKept.of(snapshot, metric.base().dataset(), Kind.of(window), query.starts());
        Span kept = NotKept.kept(snapshot, metric.base().dataset(), Kind.of(window), query.starts());
        var ranking = new DerivedRanking(snapshot, metric, metric.metric().top().orElseThrow());
        List<Ranked> read = ranking.read(window, kept, after, query.limit() + 1);
        Page<Ranked> page = Page.of(
                read,
                query.limit(),
                last -> Cursor.write(question, Tops.position(last.from().key().start(), last.rank())));
        List<Ingredients> from = page.rows().stream().map(Ranked::from).toList();
        Rows rows = maker.make(
                snapshot,
                metric,
                window,
                from,
                Windows.ofNone(snapshot, metric.base(), query.starts(), window, notKept));
        List<TopRow> ranked = new ArrayList<>();
        for (int i = 0; i < page.rows().size(); i++) {
            Ranked row = page.rows().get(i);
            ranked.add(new TopRow(
                    row.rank(),
                    row.value(),
                    row.previousRank(),
                    row.change(),
                    0,
                    rows.rows().get(i)));
        }
        return new TopAnswer(
                metric.metric().id(),
                metric.definition(),
                metric.metric().unit(),
                window.toString(),
                metric.metric().by(),
                rows.trust(),
                ranked,
                KnownThen.of(snapshot, metric.base().dataset()),
                notKept,
                page.next());
    }

    /** Starts of the newest closed window; all if none is closed. */
    static Span newestClosed(Snapshot snapshot, DefinedDerived metric, String windowName) {
        WindowSpec window = window(metric, windowName);
        return snapshot.state(metric.base().dataset())
                .watermark()
                .map(watermark -> window.lastEndedMs(watermark.toEpochMilli()))
                .map(start -> new Span(Instant.ofEpochMilli(start), Instant.ofEpochMilli(window.nextStartMs(start))))
                .orElse(Span.ALWAYS);
    }

    /** What of the ranking the reader may see. */
    static SeriesFilter visible(Snapshot snapshot, DefinedDerived metric) {
        return SeriesFilter.of(metric.base().metric(), Map.of(), snapshot.scope());
    }

    private static WindowSpec window(DefinedDerived metric, String name) {
        WindowSpec window = metric.window(name);
        List<String> ranked = metric.metric().top().map(Top::windows).orElse(List.of()).stream()
                .map(WindowSpec::toString)
                .toList();
        Tops.requireRanked(metric.metric().id(), name, ranked);
        return window;
    }
}
