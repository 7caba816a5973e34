package org.chengyun.api.window;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.chengyun.api.window.RowMaker.Rows;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Turns calculated windows into rows for readers. The trust is the worst of what they are made of. Thread-safe. */
@ApplicationScoped
public class DerivedRows {
    private final RowMaker maker;

    DerivedRows(RowMaker maker) {
        this.maker = maker;
    }

    /** How long the windows of an answer are. */
    private sealed interface Shape {
        record Windows(WindowSpec window) implements Shape {}

        record One(Span span) implements Shape {}
    }

    /** Rows in the order of the windows. */
    public Rows make(
            Snapshot snapshot, DefinedDerived metric, WindowSpec window, List<Ingredients> page, Finality ofNone) {
        return make(snapshot, metric, new Shape.Windows(window), page, ofNone);
    }

    /** The same of one span as a window. */
    Rows make(Snapshot snapshot, DefinedDerived metric, Span span, List<Ingredients> page, Finality ofNone) {
        return make(snapshot, metric, new Shape.One(span), page, ofNone);
    }

    private Rows make(Snapshot snapshot, DefinedDerived metric, Shape shape, List<Ingredients> page, Finality ofNone) {
        Set<SeriesWindow> of = new LinkedHashSet<>();
        Set<SeriesWindow> to = new LinkedHashSet<>();
        for (Ingredients one : page) {
            of.addAll(one.ofThem());
            if (one.to() != null) {
                to.add(one.to());
            }
        }
        Map<SeriesWindow, WindowRow> rows = new HashMap<>();
        Trust trust = null;
        if (!of.isEmpty() || metric.to().isEmpty()) {
            trust = add(snapshot, metric.of(), shape, List.copyOf(of), ofNone, rows);
        }
        if (metric.to().isPresent()) {
            Trust below = add(snapshot, metric.base(), shape, List.copyOf(to), ofNone, rows);
            trust = trust == null ? below : trust.worse(below);
        }
        List<WindowRow> made = new ArrayList<>();
        for (Ingredients one : page) {
            List<SeriesWindow> parts = new ArrayList<>(one.to() == null ? List.of() : List.of(one.to()));
            parts.addAll(one.ofThem());
            List<WindowRow> known = parts.stream()
                    .map(part -> Objects.requireNonNull(rows.get(part)))
                    .toList();
            made.add(WindowRow.derived(
                    known,
                    Calculation.of(metric.metric(), one),
                    one.to() == null && metric.to().isPresent()));
        }
        return new Rows(made, Objects.requireNonNull(trust).of(metric.definition()));
    }

    private Trust add(
            Snapshot snapshot,
            DefinedMetric metric,
            Shape shape,
            List<SeriesWindow> windows,
            Finality ofNone,
            Map<SeriesWindow, WindowRow> rows) {
        Rows made = switch (shape) {
            case Shape.Windows(WindowSpec window) -> maker.make(snapshot, metric, window, windows, ofNone);
            case Shape.One(Span span) -> maker.make(snapshot, metric, span, windows, ofNone);
        };
        for (int i = 0; i < windows.size(); i++) {
            rows.put(windows.get(i), made.rows().get(i));
        }
        return made.trust();
    }

    /** The smaller; unknown is less than anything. */
    static @Nullable Double least(@Nullable Double a, @Nullable Double b) {
        return a == null || b == null ? null : Double.valueOf(Math.min(a, b));
    }
}
