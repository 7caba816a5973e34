package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.dashboard.card.HorizonSwitch;
import org.chengyun.dashboard.live.Pulse;
import org.chengyun.dashboard.metric.MetricPage.OverTime;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** Which metric, which of its series, how far back, and which cut the page stands at. */
final class MetricToolbar extends Div {
    /** Between the dimensions of a series; no value holds a line break. */
    private static final String BETWEEN = "\n";

    private final Choice metrics = new Choice(getTranslation("metric.choose"), this::choose);
    private final Choice series = new Choice(getTranslation("metric.chooseSeries"), this::chooseSeries);
    private final HorizonSwitch horizons = new HorizonSwitch(horizon -> go(asked().withHorizon(horizon)));
    private final Pulse pulse;
    private MetricQuestion question = MetricQuestion.FIRST;

    MetricToolbar(Notation notation) {
        addClassName("cy-toolbar");
        pulse = new Pulse(notation);
        series.setVisible(false);
        var choices = new Div(metrics, series, horizons);
        choices.addClassName("cy-choices");
        add(choices, pulse);
    }

    void ask(MetricQuestion asked) {
        question = asked;
        horizons.select(asked.horizon());
    }

    void show(MetricPage page) {
        pulse.show(page.cut());
        String shown = page.about() == null ? question.metric() : page.about().id();
        Stream<Choice.Option> unknown = page.about() == null && !shown.isEmpty()
                ? Stream.of(new Choice.Option("", shown, shown))
                : Stream.empty();
        metrics.show(
                Stream.concat(
                                unknown,
                                page.choices().stream()
                                        .map(one -> new Choice.Option(one.group(), one.id(), one.label())))
                        .toList(),
                shown);
        question = new MetricQuestion(shown, question.horizon(), question.by());
        showSeries(page.overTime());
    }

    private void showSeries(@Nullable OverTime told) {
        series.setVisible(told != null && !told.choices().isEmpty());
        if (told != null) {
            series.show(
                    told.choices().stream()
                            .map(one -> new Choice.Option("", String.join(BETWEEN, one.by()), one.label()))
                            .toList(),
                    String.join(BETWEEN, told.chosen()));
        }
    }

    private MetricQuestion asked() {
        return question;
    }

    private void choose(String metric) {
        go(new MetricQuestion(metric, question.horizon(), List.of()));
    }

    private void chooseSeries(String by) {
        go(new MetricQuestion(question.metric(), question.horizon(), List.of(by.split(BETWEEN))));
    }

    private static void go(MetricQuestion wanted) {
        MetricNavigation.show(UI.getCurrent(), wanted);
    }
}
