package org.chengyun.dashboard.assembly;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.label.Labels;
import org.chengyun.api.reading.Reading;
import org.chengyun.api.top.TopAnswer;
import org.chengyun.api.top.TopRow;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.trust.Accuracy;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/** Reads who leads. As long-lived as its reading. */
record TopTeller(Reading reading, Labels labels, Locale locale, Horizon horizon) {
    /** Of a metric that has a ranking. */
    TopList top(DefinedMetric metric) {
        Metric.Top ranking = metric.metric().top().orElseThrow();
        WindowSpec window = Told.nearest(horizon, ranking.windows());
        TopAnswer answer = reading.latestTop(metric.metric().id(), window.toString());
        boolean counted = ranking.rank() == Metric.Stat.COUNT;
        List<TopList.Entry> entries = new ArrayList<>();
        for (TopRow row : answer.windows()) {
            entries.add(new TopList.Entry(
                    row.rank(),
                    String.valueOf(row.window().by().values()),
                    labels.text(row.window().by(), locale) + bound(row),
                    row.score(),
                    row.previousRank(),
                    row.change() != null));
        }
        return new TopList(
                metric.metric().id(),
                metric.metric().label().in(locale),
                metric.metric().meaning().in(locale),
                counted ? "" : metric.metric().unit(),
                entries,
                Told.trust(answer.trust(), Accuracy.EXACT).kept(Told.kept(answer.notKept())));
    }

    /** What an estimated score may be off, behind its label. */
    private String bound(TopRow row) {
        return row.errorBound() == 0
                ? ""
                : " (± %s)".formatted(NumberFormat.getInstance(locale).format(row.errorBound()));
    }
}
