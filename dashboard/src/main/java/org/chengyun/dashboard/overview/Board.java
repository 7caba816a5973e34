package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chengyun.dashboard.card.Horizon;
import org.chengyun.dashboard.live.LiveFrame;
import org.chengyun.dashboard.words.Notation;

/**
 * The domains side by side.
 *
 * <p>Not thread-safe: the session lock guards it.
 */
final class Board extends LiveFrame {
    private final Notation notation;
    private final Div domains = new Div();
    private final Map<String, DomainPanel> panels = new LinkedHashMap<>();
    private Horizon horizon = Horizon.HOUR;

    Board(Notation notation, Clock clock, Duration staleAfter, Toolbar toolbar) {
        super(clock, staleAfter);
        this.notation = notation;
        domains.addClassName("cy-domains");
        add(toolbar, domains);
        say("overview.reading");
    }

    void show(OverviewPage page, Horizon shown) {
        if (page.committedAt() == null) {
            showNoTrouble();
            say("overview.empty");
            return;
        }
        fresh(page.cut(), page.committedAt());
        arrange(page.domains(), shown);
        page.domains()
                .forEach(domain ->
                        Objects.requireNonNull(panels.get(domain.dataset())).show(domain));
    }

    private void arrange(List<Domain> shown, Horizon wanted) {
        boolean same = wanted == horizon
                && List.copyOf(panels.keySet())
                        .equals(shown.stream().map(Domain::dataset).toList());
        if (same) {
            return;
        }
        horizon = wanted;
        panels.clear();
        domains.removeAll();
        shown.forEach(domain -> {
            var panel = new DomainPanel(notation, wanted, domain);
            panels.put(domain.dataset(), panel);
            domains.add(panel);
        });
    }

    private void say(String key) {
        panels.clear();
        domains.removeAll();
        var sentence = new Paragraph(getTranslation(key));
        sentence.addClassName("cy-empty");
        domains.add(sentence);
    }
}
