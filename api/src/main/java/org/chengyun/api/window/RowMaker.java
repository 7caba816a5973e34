package org.chengyun.api.window;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Coverage;
import org.chengyun.api.trust.CoverageService;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.ObservedWindow;
import org.chengyun.api.trust.Trust;
import org.chengyun.api.trust.TrustSum;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Turns windows as read into rows for readers, each with its trust, and sums that up. Thread-safe. */
@ApplicationScoped
public class RowMaker {
    private final CoverageService coverage;

    RowMaker(CoverageService coverage) {
        this.coverage = coverage;
    }

    /** Rows in the order of the windows, and the trust of all together. */
    public record Rows(List<WindowRow> rows, Trust trust) {}

    /**
     * Rows with their trust.
     *
     * @param ofNone finality of an answer without windows
     */
    public Rows make(
            Snapshot snapshot, DefinedMetric metric, WindowSpec shape, List<SeriesWindow> windows, Finality ofNone) {
        return make(
                snapshot, metric, start -> Instant.ofEpochMilli(shape.endMs(start.toEpochMilli())), windows, ofNone);
    }

    /** The same of one span as a window. */
    public Rows make(Snapshot snapshot, DefinedMetric metric, Span span, List<SeriesWindow> windows, Finality ofNone) {
        return make(snapshot, metric, start -> span.end(), windows, ofNone);
    }

    private Rows make(
            Snapshot snapshot,
            DefinedMetric metric,
            UnaryOperator<Instant> ending,
            List<SeriesWindow> windows,
            Finality ofNone) {
        var state = snapshot.state(metric.dataset());
        var sum = new TrustSum(metric, state, ofNone);
        List<@Nullable Coverage> coverages = coverage.of(snapshot, metric, observed(windows, ending));
        List<WindowRow> rows = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            SeriesWindow window = windows.get(i);
            Instant end = ending.apply(window.start());
            Finality finality = Finality.of(state.isClosed(end), window.revision());
            Coverage share = coverages.get(i);
            sum.add(finality, share, window.late(), window.revision());
            rows.add(row(metric, window, end, share == null ? null : share.share(), finality));
        }
        return new Rows(rows, sum.trust());
    }

    private static List<ObservedWindow> observed(List<SeriesWindow> windows, UnaryOperator<Instant> ending) {
        return windows.stream()
                .map(w -> new ObservedWindow(
                        w.start(),
                        ending.apply(w.start()),
                        w.dimensions(),
                        w.moments().n()))
                .toList();
    }

    private static WindowRow row(
            DefinedMetric metric, SeriesWindow window, Instant end, @Nullable Double coverage, Finality finality) {
        Moments moments = window.moments();
        List<Stat> stats = metric.metric().stats();
        return new WindowRow(
                window.start(),
                end,
                By.named(metric.metric(), window.dimensions()),
                moments.n(),
                stats.contains(Stat.SUM) ? moments.sum() : null,
                stats.contains(Stat.MEAN) ? moments.mean() : null,
                stats.contains(Stat.VARIANCE) ? moments.variance() : null,
                stats.contains(Stat.STDDEV) ? moments.stddev() : null,
                stats.contains(Stat.MIN) ? moments.min() : null,
                stats.contains(Stat.MAX) ? moments.max() : null,
                window.estimates().distinct(),
                percentiles(window.estimates()),
                coverage,
                finality,
                window.revision(),
                window.late(),
                window.cut(),
                null);
    }

    private static Map<String, Double> percentiles(Estimates estimates) {
        Map<String, Double> words = new LinkedHashMap<>();
        estimates.percentiles().forEach((percentile, value) -> words.put(percentile.word(), value));
        return Collections.unmodifiableMap(words);
    }
}
