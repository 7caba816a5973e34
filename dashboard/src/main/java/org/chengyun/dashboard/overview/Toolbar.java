package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.HorizonSwitch;
import org.chengyun.dashboard.live.Pulse;
import org.chengyun.dashboard.words.Notation;

/** How far back to look, and which cut the page stands at. */
final class Toolbar extends Div {
    private final HorizonSwitch horizons =
            new HorizonSwitch(horizon -> OverviewNavigation.show(UI.getCurrent(), horizon));
    private final Pulse pulse;

    Toolbar(Notation notation) {
        addClassName("cy-toolbar");
        pulse = new Pulse(notation);
        add(horizons, pulse);
    }

    void select(Horizon selected) {
        horizons.select(selected);
    }

    void show(long cut) {
        pulse.show(cut);
    }
}
