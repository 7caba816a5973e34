package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
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
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.live.LiveAnswer;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.words.Notation;

/**
 * The city on one screen: three domains, live.
 *
 * <p>Background threads never call this class: Quarkus checks the roles at each of its methods, and they have none.
 */
@Route(value = "", layout = Frame.class)
@RolesAllowed("viewer")
public class OverviewView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Overview overview;
    private final LiveAnswer<Horizon, OverviewPage> live;
    private final Toolbar toolbar;

    OverviewView(Overview overview, LivePages pages, Viewers viewers, DashboardConfig config, Clock clock) {
        var notation = new Notation(getLocale(), config.zone());
        var bar = new Toolbar(notation);
        var board = new Board(notation, clock, config.staleAfter(), bar);
        Scope scope = viewers.current().scope();
        Locale locale = getLocale();
        this.overview = overview;
        toolbar = bar;
        live = new LiveAnswer<>(
                pages,
                clock,
                Horizon.HOUR,
                new LiveAnswer.Source<>(
                        "the overview",
                        horizon -> overview.read(locale, scope, horizon),
                        (horizon, page) -> {
                            bar.show(page.cut());
                            board.show(page, horizon);
                        },
                        board::showTrouble,
                        OverviewPage::cut));
        addClassName("cy-overview");
        add(board);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("overview.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var horizon = OverviewNavigation.horizonOf(event.getLocation());
        toolbar.select(horizon);
        live.ask(horizon);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        live.open(event.getUI(), overview::onCut);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        live.close();
    }
}
