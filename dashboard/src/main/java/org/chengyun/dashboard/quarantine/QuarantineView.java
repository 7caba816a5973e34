package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Viewers;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.words.Notation;

/**
 * What was rejected: {@code quarantine?dataset=ID&feed=ID&reason=CODE}, all optional. Feeds are named as on the feeds page:
 * {@code push:DATASET} is what all senders pushed, {@code load:DATASET} all that was loaded.
 */
@Route(value = "quarantine", layout = Frame.class)
@RolesAllowed("operator")
public class QuarantineView extends Div implements HasDynamicTitle, BeforeEnterObserver {
    private final QuarantinePanel panel;

    QuarantineView(QuarantineDesk desk, Viewers viewers, DashboardConfig config) {
        panel = new QuarantinePanel(desk, new Notation(getLocale(), config.zone()), viewers.current());
        addClassName("cy-page");
        add(panel);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quarantine.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters asked = event.getLocation().getQueryParameters();
        panel.show(new Filter(
                asked.getSingleParameter("dataset").orElse(null),
                asked.getSingleParameter("feed").orElse(null),
                asked.getSingleParameter("reason").orElse(null)));
    }
}
