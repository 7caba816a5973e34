package org.chengyun.dashboard.access;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes the roles on views count: the Quarkus extension does not register the check itself. No annotation = denied. */
@ApplicationScoped
class ViewAccess {
    void init(@Observes ServiceInitEvent event) {
        var control = new NavigationAccessControl();
        event.getSource().addUIInitListener(ui -> ui.getUI().addBeforeEnterListener(control));
    }
}
