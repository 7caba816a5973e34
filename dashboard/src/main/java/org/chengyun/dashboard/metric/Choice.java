package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A choice of one among many, in groups; the browser's own, which phones know how to show. */
@Tag("select")
final class Choice extends Component {
    private static final String VALUE = "event.target.value";

    private List<Option> shown = List.of();
    private String selected = "";

    /** @param group empty if there are no groups */
    record Option(String group, String value, String label) {}

    Choice(String name, Consumer<String> chosen) {
        getElement().setAttribute("class", "cy-choice");
        getElement().setAttribute("aria-label", name);
        getElement()
                .addEventListener(
                        "change",
                        event -> chosen.accept(event.getEventData().get(VALUE).asString()))
                .addEventData(VALUE);
    }

    void show(List<Option> options, String value) {
        if (options.equals(shown) && value.equals(selected)) {
            return;
        }
        shown = List.copyOf(options);
        selected = value;
        getElement().removeAllChildren();
        Map<String, Element> groups = new LinkedHashMap<>();
        for (Option option : options) {
            Element parent = option.group.isEmpty() ? getElement() : groups.computeIfAbsent(option.group, this::group);
            var element = new Element("option").setText(option.label).setAttribute("value", option.value);
            if (option.value.equals(value)) {
                element.setAttribute("selected", true);
            }
            parent.appendChild(element);
        }
    }

    private Element group(String label) {
        var group = new Element("optgroup").setAttribute("label", label);
        getElement().appendChild(group);
        return group;
    }
}
