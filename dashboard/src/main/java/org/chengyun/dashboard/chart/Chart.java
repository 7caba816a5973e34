package org.chengyun.dashboard.chart;

import com.vaadin.flow.component.Component;
import java.util.List;
import org.chengyun.dashboard.words.Notation;
import tools.jackson.databind.node.ObjectNode;

/** What all charts have: data, words, and a table twin. */
public abstract class Chart extends Component {
    Chart(Notation notation, List<String> words) {
        getElement().setProperty("language", notation.locale().toLanguageTag());
        getElement().setPropertyJson("words", ClientWords.of(this, "chart", words));
    }

    /** Shows {@code data}, in the form that the TypeScript module of the chart documents. */
    public void show(ObjectNode data) {
        getElement().setPropertyJson("data", data);
    }

    /** Whether the numbers stand in a table instead of being drawn. */
    public void setTable(boolean table) {
        getElement().setProperty("table", table);
    }
}
