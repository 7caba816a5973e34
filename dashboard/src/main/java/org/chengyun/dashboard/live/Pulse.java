package org.chengyun.dashboard.live;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.chengyun.dashboard.trust.Age;
import org.chengyun.dashboard.words.Notation;

/** "Live · cut 1,234 · 3 s ago": which cut the page stands at. */
public final class Pulse extends Div {
    private final Notation notation;
    private final Span cut = new Span();

    public Pulse(Notation notation) {
        this.notation = notation;
        addClassName("cy-pulse");
        var dot = new Span();
        dot.addClassName("dot");
        var live = new Span(getTranslation("overview.live"));
        live.addClassName("live");
        add(dot, live, cut, new Age());
        setVisible(false);
    }

    /** @param shown 0 before the first */
    public void show(long shown) {
        setVisible(shown > 0);
        cut.setText(getTranslation("overview.cut", notation.number(shown)));
    }
}
