package org.chengyun.dashboard.card;

import org.chengyun.dashboard.chart.TopChart;
import org.chengyun.dashboard.words.Notation;

/** Who leads, or how many fall into each class. */
public final class TopCard extends ChartCard {
    public TopCard(Notation notation) {
        super(new TopChart(notation), notation);
        addClassName("top");
    }

    public void show(TopList shown) {
        show(shown.label(), shown.meaning(), shown.trust(), TopJson.of(shown));
    }
}
