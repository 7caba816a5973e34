package org.chengyun.dashboard.chart;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import org.chengyun.dashboard.words.Notation;

/** A ranking whose bars move to their new place; or the same as a table. */
@Tag("cy-top")
@JsModule("./chengyun/cy-top.ts")
public final class TopChart extends Chart {
    public TopChart(Notation notation) {
        super(notation, List.of("noData", "rank", "value", "before", "new"));
    }
}
