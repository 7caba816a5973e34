package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.metric.MetricPage.About;
import org.jspecify.annotations.Nullable;

/** The definition of the metric that is shown. */
final class AboutPanel extends Div {
    private @Nullable About shown;

    AboutPanel() {
        addClassName("cy-about");
    }

    void show(About about) {
        if (about.equals(shown)) {
            return;
        }
        shown = about;
        removeAll();
        var list = new DescriptionList();
        say(list, "definition", about.definition());
        say(list, "unit", about.unit());
        say(
                list,
                "by",
                about.by().isEmpty()
                        ? getTranslation("metric.city")
                        : String.join(getTranslation("list.comma"), about.by()));
        say(list, "where", about.where());
        say(list, "windows", String.join(getTranslation("list.comma"), about.windows()));
        say(list, "session", about.session().isEmpty() ? "" : getTranslation("metric.session.gap", about.session()));
        add(
                new H2(Icon.ofDataset(about.dataset()).create(), new Span(about.label())),
                new Paragraph(about.meaning()),
                list);
    }

    private void say(DescriptionList list, String key, String text) {
        if (!text.isEmpty()) {
            list.add(new Div(
                    new DescriptionList.Term(getTranslation("metric." + key)), new DescriptionList.Description(text)));
        }
    }
}
