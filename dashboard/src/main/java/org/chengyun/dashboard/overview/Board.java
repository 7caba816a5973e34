package org.chengyun.dashboard.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chengyun.dashboard.chart.ClientWords;
import org.chengyun.dashboard.trust.Age;
import org.chengyun.dashboard.words.Notation;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The domains side by side. Turns grey by itself, in the browser, when its numbers are old or the server is gone.
 *
 * <p>Not thread-safe: the session lock guards it.
 */
@Tag("cy-live")
@JsModule("./chengyun/cy-live.ts")
final class Board extends Component implements HasComponents, HasSize {
    private static final List<String> WORDS =
            List.of("stale", "staleDetail", "gone", "goneDetail", "trouble", "reconnecting", "offline", "online");

    private final Notation notation;
    private final Clock clock;
    private final Div domains = new Div();
    private final Map<String, DomainPanel> panels = new LinkedHashMap<>();
    private Horizon horizon = Horizon.HOUR;

    Board(Notation notation, Clock clock, Duration staleAfter, Toolbar toolbar) {
        this.notation = notation;
        this.clock = clock;
        addClassName("cy-board");
        domains.addClassName("cy-domains");
        add(toolbar, domains);
        var words = ClientWords.of(this, "live", WORDS);
        words.setAll(ClientWords.of(this, "age", Age.WORDS));
        getElement().setPropertyJson("words", words);
        getElement().setProperty("staleAfterMs", (double) staleAfter.toMillis());
        say("overview.reading");
    }

    void show(OverviewPage page, Horizon shown) {
        getElement().setProperty("trouble", "");
        if (page.committedAt() == null) {
            say("overview.empty");
            return;
        }
        long ageMs = Math.max(
                0, Duration.between(page.committedAt(), clock.instant()).toMillis());
        getElement()
                .setPropertyJson(
                        "cut",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("cut", page.cut())
                                .put("ageMs", ageMs));
        arrange(page.domains(), shown);
        page.domains()
                .forEach(domain ->
                        Objects.requireNonNull(panels.get(domain.dataset())).show(domain));
    }

    /** The numbers could not be read: what stands on the page stays and is called old. */
    void showTrouble() {
        getElement().setProperty("trouble", getTranslation("live.troubleDetail"));
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
