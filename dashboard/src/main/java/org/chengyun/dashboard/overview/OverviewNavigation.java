package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.chengyun.dashboard.card.Horizon;

/** The addresses of the overview page: {@code /?show=hour|days|month}. */
public final class OverviewNavigation {
    private static final String SHOW = "show";

    private OverviewNavigation() {}

    public static void show(UI ui, Horizon horizon) {
        ui.navigate("", QueryParameters.simple(Map.of(SHOW, horizon.word())));
    }

    /** What the address asks for; the last hour if it asks for nothing that exists. */
    static Horizon horizonOf(Location location) {
        return location.getQueryParameters()
                .getSingleParameter(SHOW)
                .flatMap(Horizon::of)
                .orElse(Horizon.HOUR);
    }
}
