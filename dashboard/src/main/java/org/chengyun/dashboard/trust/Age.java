package org.chengyun.dashboard.trust;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import org.chengyun.dashboard.chart.ClientWords;

/** "3 s ago": how long ago the cut on the page was committed. Counts in the browser, without the server. */
@Tag("cy-age")
@JsModule("./chengyun/cy-age.ts")
public final class Age extends Component {
    public static final List<String> WORDS = List.of("seconds", "minutes", "hours", "days");

    public Age() {
        getElement().setPropertyJson("words", ClientWords.of(this, "age", WORDS));
    }
}
