package org.chengyun.dashboard.card;

import org.chengyun.dashboard.chart.SeriesChart;
import org.chengyun.dashboard.words.Notation;

/** A metric over time, with its spread or its percentiles. */
public final class SeriesCard extends ChartCard {
    public SeriesCard(Notation notation) {
        super(new SeriesChart(notation), notation);
        addClassName("series");
    }

    public void show(Series shown) {
        show(title(shown), shown.meaning(), shown.trust(), SeriesJson.of(shown));
    }

    private String title(Series shown) {
        if (!shown.percentiles().isEmpty()) {
            return getTranslation(
                    "series.title.percentiles",
                    shown.label(),
                    String.join(getTranslation("list.comma"), shown.percentiles()));
        }
        boolean spread = shown.points().stream().anyMatch(point -> point.sd() != null);
        return spread ? getTranslation("series.title.spread", shown.label()) : shown.label();
    }
}
