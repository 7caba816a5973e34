package org.chengyun.dashboard.reports;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.words.Notation;

/** The report runs, and a button that makes today's brief. */
@Route(value = "reports", layout = Frame.class)
@RolesAllowed("viewer")
public class ReportsView extends Div implements HasDynamicTitle {
    private final ReportsPanel panel;

    ReportsView(Reports reports, DashboardConfig config, Clock clock) {
        panel = new ReportsPanel(reports, new Notation(getLocale(), config.zone()), clock);
        addClassName("cy-page");
        add(panel);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("reports.title");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        panel.list();
    }
}
