package org.chengyun.dashboard.card;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** How far back to look. */
public final class HorizonSwitch extends Div {
    private final Map<Horizon, NativeButton> choices = new EnumMap<>(Horizon.class);

    public HorizonSwitch(Consumer<Horizon> chosen) {
        addClassName("cy-segments");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("horizon.label"));
        for (Horizon horizon : Horizon.values()) {
            var choice = new NativeButton(getTranslation("horizon." + horizon.word()), click -> chosen.accept(horizon));
            choice.setTitle(getTranslation("horizon." + horizon.word() + ".detail"));
            choices.put(horizon, choice);
            add(choice);
        }
    }

    public void select(Horizon selected) {
        choices.forEach((horizon, choice) ->
                choice.getElement().setAttribute("aria-pressed", String.valueOf(horizon == selected)));
    }
}
