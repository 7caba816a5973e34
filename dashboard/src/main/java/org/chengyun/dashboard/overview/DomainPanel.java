package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.card.Series;
import org.chengyun.dashboard.card.SeriesCard;
import org.chengyun.dashboard.card.TopCard;
import org.chengyun.dashboard.card.TopList;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** One domain: key figures, series, ranking. Made once; new numbers change it in place. */
final class DomainPanel extends Section {
    private final Notation notation;
    private final Horizon horizon;
    private final Div figures = new Div();
    private final List<FigureTile> tiles = new ArrayList<>();
    private @Nullable SeriesCard series;
    private @Nullable TopCard top;

    DomainPanel(Notation notation, Horizon horizon, Domain domain) {
        this.notation = notation;
        this.horizon = horizon;
        addClassName("cy-domain");
        getElement().setAttribute("dataset", domain.dataset());
        figures.addClassName("cy-figures");
        add(new H2(Icon.ofDataset(domain.dataset()).create(), new Span(domain.label())), figures);
    }

    void show(Domain domain) {
        showFigures(domain.figures());
        if (domain.series() != null) {
            showSeries(domain.series());
        }
        if (domain.top() != null) {
            showTop(domain.top());
        }
    }

    private void showFigures(List<KeyFigure> shown) {
        while (tiles.size() < shown.size()) {
            var tile = new FigureTile(notation, horizon);
            tiles.add(tile);
            figures.add(tile);
        }
        for (int i = 0; i < tiles.size(); i++) {
            tiles.get(i).setVisible(i < shown.size());
            if (i < shown.size()) {
                tiles.get(i).show(shown.get(i));
            }
        }
    }

    private void showSeries(Series shown) {
        if (series == null) {
            series = new SeriesCard(notation);
            addComponentAtIndex(2, series);
        }
        series.show(shown);
    }

    private void showTop(TopList shown) {
        if (top == null) {
            top = new TopCard(notation);
            add(top);
        }
        top.show(shown);
    }
}
