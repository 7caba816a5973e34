package org.chengyun.dashboard.card;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A number with what it is above and what it means below. */
public final class Figure extends Div {
    private final Span value = new Span();
    private final Span detail = new Span();

    /** @param key of the word for what it is */
    public Figure(String key) {
        addClassName("figure");
        var name = new Span(getTranslation(key));
        name.addClassName("label");
        value.addClassName("value");
        detail.addClassName("detail");
        add(name, value, detail);
    }

    public void show(String text, String below) {
        value.setText(text);
        detail.setText(below);
    }
}
