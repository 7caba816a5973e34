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
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Viewers;
import org.chengyun.dashboard.frame.Frame;
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
    private final LiveOverview live;
    private final Toolbar toolbar;

    OverviewView(Overview overview, LivePages pages, Viewers viewers, DashboardConfig config, Clock clock) {
        var notation = new Notation(getLocale(), config.zone());
        toolbar = new Toolbar(notation);
        var board = new Board(notation, clock, config.staleAfter(), toolbar);
        live = new LiveOverview(overview, pages, viewers.current().scope(), getLocale(), toolbar, board, clock);
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
        live.look(horizon);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        live.open(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        live.close();
    }
}
