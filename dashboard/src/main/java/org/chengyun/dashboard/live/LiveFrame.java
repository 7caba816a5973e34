package org.chengyun.dashboard.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chengyun.dashboard.chart.ClientWords;
import org.chengyun.dashboard.trust.Age;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Holds what is live. Turns grey by itself, in the browser, when its numbers are old or the server is gone.
 *
 * <p>Not thread-safe: the session lock guards it.
 */
@Tag("cy-live")
@JsModule("./chengyun/cy-live.ts")
public class LiveFrame extends Component implements HasComponents, HasSize {
    private static final List<String> WORDS =
            List.of("stale", "staleDetail", "gone", "goneDetail", "trouble", "reconnecting", "offline", "online");

    private final Clock clock;

    public LiveFrame(Clock clock, Duration staleAfter) {
        this.clock = clock;
        addClassName("cy-board");
        var words = ClientWords.of(this, "live", WORDS);
        words.setAll(ClientWords.of(this, "age", Age.WORDS));
        getElement().setPropertyJson("words", words);
        getElement().setProperty("staleAfterMs", (double) staleAfter.toMillis());
    }

    /** What stands here was read at that cut. */
    public void fresh(long cut, Instant committedAt) {
        showNoTrouble();
        long ageMs = Math.max(0, Duration.between(committedAt, clock.instant()).toMillis());
        getElement()
                .setPropertyJson(
                        "cut",
                        JsonNodeFactory.instance.objectNode().put("cut", cut).put("ageMs", ageMs));
    }

    /** The numbers could be read. */
    protected void showNoTrouble() {
        getElement().setProperty("trouble", "");
    }

    /** The numbers could not be read: what stands here stays and is called old. */
    public void showTrouble() {
        getElement().setProperty("trouble", getTranslation("live.troubleDetail"));
    }
}
