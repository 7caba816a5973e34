package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import java.time.Clock;
import java.time.Duration;
import org.chengyun.dashboard.live.LiveFrame;
import org.chengyun.dashboard.metric.MetricPage.About;
import org.chengyun.dashboard.metric.MetricPage.OverTime;
import org.chengyun.dashboard.metric.MetricPage.Sessions;
import org.chengyun.dashboard.words.Notation;

/** The metric that is chosen: its definition, then its numbers. Not thread-safe: the session lock guards it. */
final class MetricBoard extends LiveFrame {
    private final MetricToolbar toolbar;
    private final Paragraph empty = new Paragraph();
    private final Section panel = new Section();
    private final AboutPanel about = new AboutPanel();
    private final OverTimePanel overTime;
    private final SessionsPanel sessions;

    MetricBoard(Notation notation, Clock clock, Duration staleAfter) {
        super(clock, staleAfter);
        toolbar = new MetricToolbar(notation);
        overTime = new OverTimePanel(notation);
        sessions = new SessionsPanel(notation);
        empty.addClassName("cy-empty");
        panel.addClassNames("cy-domain", "cy-metric");
        panel.add(about, overTime, sessions);
        panel.setVisible(false);
        add(toolbar, empty, panel);
        say("overview.reading");
    }

    void ask(MetricQuestion question) {
        toolbar.ask(question);
    }

    void show(MetricPage page) {
        toolbar.show(page);
        if (page.committedAt() == null) {
            showNoTrouble();
        } else {
            fresh(page.cut(), page.committedAt());
        }
        About shown = page.about();
        panel.setVisible(shown != null);
        empty.setVisible(shown == null);
        if (shown == null) {
            say(page.choices().isEmpty() ? "overview.empty" : "metric.unknown");
            return;
        }
        panel.getElement().setAttribute("dataset", shown.dataset());
        about.show(shown);
        OverTime windows = page.overTime();
        overTime.setVisible(windows != null);
        if (windows != null) {
            overTime.show(windows);
        }
        Sessions told = page.sessions();
        sessions.setVisible(told != null);
        if (told != null) {
            sessions.show(told);
        }
    }

    private void say(String key) {
        empty.setText(getTranslation(key));
    }
}
