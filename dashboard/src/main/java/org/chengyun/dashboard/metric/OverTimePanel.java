package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.html.Div;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.SeriesCard;
import org.chengyun.dashboard.card.TopCard;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.metric.MetricPage.OverTime;
import org.chengyun.dashboard.words.Notation;

/** One series of a metric over time, and the ranking of all. Changed in place. */
final class OverTimePanel extends Div {
    private final SeriesCard series;
    private final TopCard top;

    OverTimePanel(Notation notation) {
        addClassNames("cy-metric-charts", "one");
        series = new SeriesCard(notation);
        top = new TopCard(notation);
        add(series, top);
    }

    void show(OverTime shown) {
        Series told = shown.series();
        series.setVisible(told != null);
        if (told != null) {
            series.show(told);
        }
        TopList list = shown.top();
        top.setVisible(list != null);
        if (list != null) {
            top.show(list);
        }
    }
}
