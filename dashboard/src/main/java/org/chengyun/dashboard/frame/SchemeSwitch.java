package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import java.util.Optional;

/** Light or dark, at once and remembered; what the system prefers until somebody chooses. */
final class SchemeSwitch extends NativeButton {
    private Optional<ColorScheme.Value> chosen = remembered(VaadinRequest.getCurrent());

    SchemeSwitch() {
        addClassNames("cy-icon-button", "cy-scheme");
        Span sun = Icon.SUN.create();
        sun.addClassName("in-dark");
        Span moon = Icon.MOON.create();
        moon.addClassName("in-light");
        add(sun, moon);
        setAriaLabel(getTranslation("frame.scheme"));
        setTitle(getTranslation("frame.scheme"));
        addClickListener(click -> chosen.ifPresentOrElse(this::turn, this::askThenTurn));
    }

    static Optional<ColorScheme.Value> remembered(VaadinRequest request) {
        return BrowserMemory.SCHEME
                .read(request)
                .filter(value -> value.equals("light") || value.equals("dark"))
                .map(ColorScheme.Value::fromString);
    }

    // the server does not know what the system of this browser prefers
    private void askThenTurn() {
        getElement()
                .executeJs("return matchMedia('(prefers-color-scheme: dark)').matches")
                .then(Boolean.class, dark -> turn(dark ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT));
    }

    private void turn(ColorScheme.Value from) {
        var to = from == ColorScheme.Value.DARK ? ColorScheme.Value.LIGHT : ColorScheme.Value.DARK;
        chosen = Optional.of(to);
        BrowserMemory.SCHEME.write(to.getValue());
        UI.getCurrent().getPage().setColorScheme(to);
    }
}
