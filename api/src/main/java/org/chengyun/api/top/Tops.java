package org.chengyun.api.top;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.top.TopReader.Position;
import org.chengyun.api.window.Cursor;
import org.chengyun.api.window.Page;
import org.chengyun.api.window.RowMaker;
import org.chengyun.api.window.RowMaker.Rows;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesQuery;
import org.chengyun.api.window.SeriesWindow;
import org.chengyun.api.window.WindowReader;
import org.chengyun.api.window.Windows;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.catalogue.Metric.Top;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Rankings of metrics, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
public class Tops {
    private final Metrics metrics;
    private final RowMaker maker;
    private final DerivedTops derived;

    Tops(Metrics metrics, RowMaker maker, DerivedTops derived) {
        this.derived = derived;
        this.metrics = metrics;
        this.maker = maker;
    }

    /** One page of rankings, open windows included. */
    public TopAnswer read(Snapshot snapshot, TopQuery query) {
        Optional<DefinedDerived> calculated = metrics.derived(query.metric());
        if (calculated.isPresent()) {
            return derived.read(snapshot, calculated.get(), query);
        }
        DefinedMetric metric = metrics.require(query.metric());
        WindowSpec window = window(metric, query.window());
        String question = query.question(metric.definition(), snapshot);
        Optional<Position> after = query.cursor().map(cursor -> position(Cursor.read(question, cursor)));
        Span kept = NotKept.kept(snapshot, metric.dataset(), Kind.of(window), query.starts());
        List<RankedWindow> read = metric.number().isEmpty()
                ? List.of()
                : reader(snapshot, metric).read(window, kept, after, query.limit() + 1);
        Page<RankedWindow> page = Page.of(
                read,
                query.limit(),
                last -> Cursor.write(question, position(last.window().start(), last.rank())));
        return answer(snapshot, metric, window, query.starts(), page);
    }

    /** The newest closed window that has a ranking; the newest open one if none is closed yet. */
    public TopAnswer latest(Snapshot snapshot, String id, String windowName) {
        Optional<DefinedDerived> calculated = metrics.derived(id);
        if (calculated.isPresent()) {
            Span newest = DerivedTops.newestClosed(snapshot, calculated.get(), windowName);
            return read(snapshot, new TopQuery(id, windowName, newest, SeriesQuery.USUAL_LIMIT, Optional.empty()));
        }
        DefinedMetric metric = metrics.require(id);
        WindowSpec window = window(metric, windowName);
        Optional<Instant> start = metric.number().isEmpty()
                ? Optional.empty()
                : reader(snapshot, metric).newestClosed(window).or(() -> newestOpen(snapshot, metric, window));
        Span starts = start.map(s -> new Span(s, Instant.ofEpochMilli(window.nextStartMs(s.toEpochMilli()))))
                .orElse(Span.ALWAYS);
        return read(snapshot, new TopQuery(id, windowName, starts, SeriesQuery.USUAL_LIMIT, Optional.empty()));
    }

    private static Optional<Instant> newestOpen(Snapshot snapshot, DefinedMetric metric, WindowSpec window) {
        var reader = new WindowReader(snapshot, metric, SeriesFilter.all());
        return reader.newestSlice().map(slice -> Instant.ofEpochMilli(window.lastStartMs(slice.toEpochMilli())));
    }

    private static TopReader reader(Snapshot snapshot, DefinedMetric metric) {
        var filter = SeriesFilter.of(metric.metric(), Map.of(), snapshot.scope());
        return new TopReader(snapshot, metric, metric.metric().top().orElseThrow(), filter);
    }

    private TopAnswer answer(
            Snapshot snapshot, DefinedMetric metric, WindowSpec window, Span starts, Page<RankedWindow> page) {
        NotKept notKept = NotKept.of(snapshot, metric.dataset(), Kind.of(window), starts);
        List<SeriesWindow> windows =
                page.rows().stream().map(RankedWindow::window).toList();
        Rows rows = maker.make(
                snapshot, metric, window, windows, Windows.ofNone(snapshot, metric, starts, window, notKept));
        List<TopRow> ranked = new ArrayList<>();
        for (int i = 0; i < page.rows().size(); i++) {
            RankedWindow row = page.rows().get(i);
            ranked.add(new TopRow(
                    row.rank(),
                    row.score(),
                    row.previousRank(),
                    row.change(),
                    row.errorBound(),
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
                KnownThen.of(snapshot, metric.dataset()),
                notKept,
                page.next());
    }

    private static WindowSpec window(DefinedMetric metric, String name) {
        WindowSpec window = metric.window(name);
        List<String> ranked = metric.metric().top().map(Top::windows).orElse(List.of()).stream()
                .map(WindowSpec::toString)
                .toList();
        requireRanked(metric.metric().id(), name, ranked);
        return window;
    }

    /** @throws ProblemException {@code ranking-unknown} */
    static void requireRanked(String metric, String window, List<String> ranked) {
        if (!ranked.contains(window)) {
            String has = ranked.isEmpty() ? "it has none" : "it ranks in " + String.join(", ", ranked);
            throw new ProblemException(
                            ProblemCode.RANKING_UNKNOWN, "%s has no ranking for %s; %s.".formatted(metric, window, has))
                    .with("windows", ranked);
        }
    }

    static List<@Nullable String> position(Instant start, int rank) {
        return List.of(start.toString(), Integer.toString(rank));
    }

    static Position position(List<@Nullable String> position) {
        if (position.size() != 2) {
            throw Cursor.malformed();
        }
        try {
            return new Position(Instant.parse("" + position.get(0)), Integer.parseInt("" + position.get(1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw Cursor.malformed();
        }
    }
}
