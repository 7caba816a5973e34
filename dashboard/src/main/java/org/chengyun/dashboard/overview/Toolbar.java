package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.EnumMap;
import java.util.Map;
import org.chengyun.dashboard.live.Pulse;
import org.chengyun.dashboard.words.Notation;

/** How far back to look, and which cut the page stands at. */
final class Toolbar extends Div {
    private final Map<Horizon, NativeButton> choices = new EnumMap<>(Horizon.class);
    private final Pulse pulse;

    Toolbar(Notation notation) {
        addClassName("cy-toolbar");
        var horizons = new Div();
        horizons.addClassName("cy-segments");
        horizons.getElement().setAttribute("role", "group");
        horizons.getElement().setAttribute("aria-label", getTranslation("horizon.label"));
        for (Horizon horizon : Horizon.values()) {
            var choice = new NativeButton(
                    getTranslation("horizon." + horizon.word()), click -> OverviewNavigation.show(ui(), horizon));
            choice.setTitle(getTranslation("horizon." + horizon.word() + ".detail"));
            choices.put(horizon, choice);
            horizons.add(choice);
        }
        pulse = new Pulse(notation);
        add(horizons, pulse);
    }

    void select(Horizon selected) {
        choices.forEach((horizon, choice) ->
                choice.getElement().setAttribute("aria-pressed", String.valueOf(horizon == selected)));
    }

    void show(OverviewPage page) {
        pulse.show(page.cut());
    }

    private static UI ui() {
        return UI.getCurrent();
    }
}
