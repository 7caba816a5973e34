package org.chengyun.api.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.datasets.catalogue.DerivedMetric.Filter;
import org.chengyun.datasets.catalogue.DerivedMetric.Ratio;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the windows from which a derived metric is calculated, in the order of its answers. Not thread-safe; belongs to a
 * snapshot.
 */
public final class DerivedReader {
    private final Snapshot snapshot;
    private final DefinedDerived metric;
    private final SeriesFilter filter;

    /** @param filter of the series; those of all metrics that it is made of have the same dimensions */
    public DerivedReader(Snapshot snapshot, DefinedDerived metric, SeriesFilter filter) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.filter = filter;
    }

    /** As {@link WindowReader#read}. */
    public List<Ingredients> read(WindowSpec window, Span starts, Optional<Position> after, int limit) {
        return switch (metric.metric().formula()) {
            case Ratio ratio ->
                joined(
                        windows(metric.of(), window, starts, after, limit),
                        windows(metric.base(), window, starts, after, limit),
                        limit);
            case Filter(var stat, double bias, List<Double> weights) ->
                withBefore(window, windows(metric.of(), window, starts, after, limit), weights.size() - 1);
        };
    }

    /** The whole span as one window of a ratio, one row per series. */
    List<Ingredients> readSpan(Span span) {
        return joined(span(metric.of(), span), span(metric.base(), span), Integer.MAX_VALUE);
    }

    private List<SeriesWindow> span(DefinedMetric part, Span span) {
        return part.number().isEmpty() ? List.of() : new WindowReader(snapshot, part, filter).readSpan(span);
    }

    private List<SeriesWindow> windows(
            DefinedMetric part, WindowSpec window, Span starts, Optional<Position> after, int limit) {
        return part.number().isEmpty()
                ? List.of()
                : new WindowReader(snapshot, part, filter).read(window, starts, after, limit);
    }

    /** The first {@code limit} of both: none of them can lie behind the first {@code limit} of its own list. */
    private static List<Ingredients> joined(List<SeriesWindow> of, List<SeriesWindow> to, int limit) {
        Map<SeriesKey, SeriesWindow> numerators = new TreeMap<>();
        Map<SeriesKey, SeriesWindow> denominators = new TreeMap<>();
        of.forEach(window -> numerators.put(SeriesKey.of(window), window));
        to.forEach(window -> denominators.put(SeriesKey.of(window), window));
        var keys = new java.util.TreeSet<>(numerators.keySet());
        keys.addAll(denominators.keySet());
        return keys.stream()
                .limit(limit)
                .map(key -> Ingredients.ofRatio(key, numerators.get(key), denominators.get(key)))
                .toList();
    }

    private List<Ingredients> withBefore(WindowSpec window, List<SeriesWindow> page, int count) {
        if (page.isEmpty()) {
            return List.of();
        }
        Map<SeriesKey, SeriesWindow> known = new HashMap<>();
        long firstMs = page.getFirst().start().toEpochMilli();
        long fromMs = firstMs;
        for (int i = 0; i < count; i++) {
            fromMs = window.previousStartMs(fromMs);
        }
        var before = new Span(Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(window.nextStartMs(firstMs)));
        if (count > 0) {
            windows(metric.of(), window, before, Optional.empty(), Integer.MAX_VALUE)
                    .forEach(one -> known.put(SeriesKey.of(one), one));
        }
        page.forEach(one -> known.put(SeriesKey.of(one), one));
        return page.stream()
                .map(one -> Ingredients.ofFilter(one, before(window, one, count, known)))
                .toList();
    }

    private static List<@Nullable SeriesWindow> before(
            WindowSpec window, SeriesWindow one, int count, Map<SeriesKey, SeriesWindow> known) {
        List<@Nullable SeriesWindow> before = new ArrayList<>();
        long startMs = one.start().toEpochMilli();
        for (int i = 0; i < count; i++) {
            startMs = window.previousStartMs(startMs);
            before.add(known.get(new SeriesKey(Instant.ofEpochMilli(startMs), one.dimensions())));
        }
        return before;
    }
}
