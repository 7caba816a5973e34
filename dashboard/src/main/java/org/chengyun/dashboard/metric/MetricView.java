package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.Locale;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Scope;
import org.chengyun.dashboard.access.Viewers;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.live.LiveAnswer;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.words.Notation;

/**
 * One metric, live: over time, or its sessions together.
 *
 * <p>Background threads never call this class: Quarkus checks the roles at each of its methods, and they have none.
 */
@Route(value = "metrics", layout = Frame.class)
@RolesAllowed("viewer")
public class MetricView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final MetricBoard board;
    private final LiveAnswer<MetricQuestion, MetricPage> live;

    MetricView(MetricPages metrics, LivePages pages, Viewers viewers, DashboardConfig config, Clock clock) {
        var shown = new MetricBoard(new Notation(getLocale(), config.zone()), clock, config.staleAfter());
        Scope scope = viewers.current().scope();
        Locale locale = getLocale();
        board = shown;
        live = new LiveAnswer<>(
                pages,
                clock,
                MetricQuestion.FIRST,
                new LiveAnswer.Source<>(
                        "a metric",
                        question -> metrics.read(locale, scope, question),
                        (question, page) -> shown.show(page),
                        shown::showTrouble,
                        MetricPage::cut));
        // on the board, not on this class: a session may end in the background, where nobody has a role
        shown.addAttachListener(event -> live.open(event.getUI(), metrics::onCut));
        shown.addDetachListener(event -> live.close());
        addClassName("cy-metric-page");
        add(shown);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("metric.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        MetricQuestion question = MetricNavigation.of(event.getLocation());
        board.ask(question);
        live.ask(question);
    }
}
