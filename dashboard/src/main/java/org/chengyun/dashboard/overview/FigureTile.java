package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.metric.MetricNavigation;
import org.chengyun.dashboard.trust.TrustChip;
import org.chengyun.dashboard.words.Notation;

/** One key figure: what it is, how much, against the window before, and how far to trust it. */
final class FigureTile extends Div {
    private final Notation notation;
    private final Horizon horizon;
    private final Anchor label = new Anchor();
    private final Span value = part("value");
    private final Span unit = part("unit");
    private final Span change = part("change");
    private final Span since = part("since");
    private final TrustChip chip;

    FigureTile(Notation notation, Horizon horizon) {
        this.notation = notation;
        this.horizon = horizon;
        label.addClassName("label");
        label.setRouterIgnore(false);
        chip = new TrustChip(notation);
        addClassName("cy-figure");
        var number = new Div(value, unit);
        number.addClassName("number");
        var compared = new Div(change, since);
        compared.addClassName("compared");
        add(label, number, compared, chip);
    }

    void show(KeyFigure figure) {
        label.setHref(MetricNavigation.href(figure.metric(), horizon));
        label.setText(figure.label());
        label.getElement().setAttribute("title", figure.meaning());
        Double known = figure.value();
        setClassName("no-data", known == null);
        if (known == null) {
            value.setText(getTranslation("figure.none"));
            unit.setText("");
        } else {
            var written = notation.value(known, figure.unit());
            value.setText(written.value());
            unit.setText(written.unit());
        }
        showChange(figure);
        chip.show(figure.trust(), figure.label(), figure.meaning());
    }

    // an arrow and no colour: whether more is better, the number does not know
    private void showChange(KeyFigure figure) {
        Double share = figure.changeShare();
        if (share == null) {
            change.setText("–");
            since.setText("");
            change.getElement().setAttribute("title", getTranslation("figure.change.none"));
            return;
        }
        String arrow = share > 0 ? "▲ " : share < 0 ? "▼ " : "＝ ";
        String than = getTranslation("figure.change." + horizon.word());
        change.setText(arrow + notation.change(share));
        since.setText(than);
        change.getElement().setAttribute("title", than);
    }

    private static Span part(String name) {
        var span = new Span();
        span.addClassName(name);
        return span;
    }
}
