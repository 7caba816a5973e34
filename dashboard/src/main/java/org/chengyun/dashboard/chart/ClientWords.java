package org.chengyun.dashboard.chart;

import com.vaadin.flow.component.Component;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Hands words to a web component, which has no dictionary of its own. */
public final class ClientWords {
    private ClientWords() {}

    /** The words {@code prefix.key} in the language of {@code component}, by key. */
    public static ObjectNode of(Component component, String prefix, List<String> keys) {
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        keys.forEach(key -> words.put(key, component.getTranslation(prefix + "." + key)));
        return words;
    }
}
