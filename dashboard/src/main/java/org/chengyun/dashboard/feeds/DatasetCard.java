package org.chengyun.dashboard.feeds;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import org.chengyun.api.feed.DatasetFeeds;
import org.chengyun.api.feed.SensorHealth;
import org.chengyun.dashboard.card.Figure;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Notation;
import org.jspecify.annotations.Nullable;

/** What is only known of a dataset: what is repeated and late, and which of its sensors are silent. Changed in place. */
final class DatasetCard extends Section {
    private final Notation notation;
    private final Span label = new Span();
    private final Figure events = new Figure("feeds.dataset.events");
    private final Figure duplicates = new Figure("feeds.dataset.duplicates");
    private final Figure late = new Figure("feeds.dataset.late");
    private final Figure silent = new Figure("feeds.dataset.silent");
    private final Paragraph sensors = new Paragraph();

    DatasetCard(Notation notation, DatasetFeeds dataset) {
        this.notation = notation;
        addClassNames("cy-domain", "cy-feed");
        getElement().setAttribute("dataset", dataset.dataset());
        var head = new Div(new H2(Icon.ofDataset(dataset.dataset()).create(), label));
        head.addClassName("head");
        var figures = new Div(events, duplicates, late, silent);
        figures.addClassName("cy-feed-figures");
        sensors.addClassName("text");
        add(head, sensors, figures);
    }

    /** @param name what it is called */
    void show(DatasetFeeds dataset, String name) {
        label.setText(name);
        String lastHour = getTranslation("feeds.dataset.hour");
        events.show(notation.number(dataset.eventsIn()), lastHour);
        duplicates.show(notation.number(dataset.duplicates()), lastHour);
        late.show(notation.number(dataset.late()), lastHour);
        SensorHealth health = dataset.sensors();
        silent.setVisible(health != null);
        sensors.setVisible(health != null);
        getElement().setAttribute("level", level(health));
        if (health != null) {
            boolean chinese = Language.of(notation.locale()) == Language.ZH_CN;
            silent.show(
                    notation.number(health.silent()),
                    getTranslation("feeds.dataset.of", notation.number(health.sensors())));
            sensors.setText(chinese ? health.text().zhCn() : health.text().en());
        }
    }

    private static String level(@Nullable SensorHealth health) {
        if (health == null || health.level() == SensorHealth.Level.NONE) {
            return "ok";
        }
        return health.level() == SensorHealth.Level.FEED ? "bad" : "attention";
    }
}
