package org.chengyun.dashboard.assembly;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesAnswer;
import org.chengyun.api.window.WindowRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Reads one series of a metric over time. As long-lived as its reading. */
record SeriesTeller(Reading reading, Locale locale, Horizon horizon) {
    /** @param label what it is called, {@code meaning} what it means, in the reader's language */
    private record Subject(String id, String label, String meaning, String unit, DefinedMetric base) {}

    /** @param by one series */
    Series series(DefinedMetric defined, By by) {
        Metric metric = defined.metric();
        return series(
                new Subject(
                        metric.id(), metric.label().in(locale), metric.meaning().in(locale), metric.unit(), defined),
                metric.isCount() ? Series.Measure.COUNT : Series.Measure.MEAN,
                Told.nearest(horizon, metric.windows()),
                by,
                row -> Told.value(defined, row),
                Told.accuracy(metric));
    }

    /** @param by one series */
    Series series(DefinedDerived defined, By by) {
        DerivedMetric metric = defined.metric();
        boolean share = metric.unit().equals("1");
        return series(
                new Subject(
                        metric.id(),
                        metric.label().in(locale),
                        metric.meaning().in(locale),
                        share ? "%" : metric.unit(),
                        defined.base()),
                Series.Measure.MEAN,
                Told.nearest(horizon, metric.windows()),
                by,
                row -> Told.derived(row, share),
                Accuracy.EXACT);
    }

    private Series series(
            Subject subject,
            Series.Measure measure,
            WindowSpec window,
            By by,
            Function<WindowRow, @Nullable Double> value,
            Accuracy accuracy) {
        SeriesAnswer answer = reading.last(subject.id, window.toString(), horizon.windows(), by);
        DatasetState state = reading.state(subject.base);
        Instant newest = answer.windows().isEmpty()
                ? Instant.ofEpochMilli(window.lastStartMs(
                        state.newestEventTime().orElse(Instant.EPOCH).toEpochMilli()))
                : answer.windows().getLast().start();
        return new Series(
                subject.id,
                subject.label,
                subject.meaning,
                subject.unit,
                measure,
                Told.step(window),
                Told.back(window, newest, horizon.windows() - 1),
                horizon.windows(),
                answer.windows().stream()
                        .map(row -> Told.point(state, row, value.apply(row)))
                        .toList(),
                accuracy.percentiles(),
                Told.trust(answer.trust(), accuracy).kept(Told.kept(answer.notKept())));
    }
}
