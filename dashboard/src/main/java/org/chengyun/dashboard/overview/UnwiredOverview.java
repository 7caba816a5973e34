package org.chengyun.dashboard.overview;

import com.vaadin.flow.shared.Registration;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Consumer;
import org.chengyun.dashboard.access.Scope;

/** Stands where an application was assembled without a source of numbers: says so, on the page and in the log. */
@DefaultBean
@ApplicationScoped
class UnwiredOverview implements Overview {
    @Override
    public OverviewPage read(Locale locale, Scope scope, Horizon horizon) {
        throw new IllegalStateException("this application was built without a source for the overview page");
    }

    @Override
    public Registration onCut(Consumer<CutNotice> listener) {
        return () -> {};
    }
}
