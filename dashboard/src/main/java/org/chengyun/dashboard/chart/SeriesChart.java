package org.chengyun.dashboard.chart;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.List;
import org.chengyun.dashboard.words.Notation;

/** A metric over time with its percentiles, or else its ±1 standard deviation band; or the same as a table. */
@Tag("cy-series")
@NpmPackage(value = "echarts", version = "6.1.0")
@JsModule("./chengyun/cy-series.ts")
public final class SeriesChart extends Chart {
    public SeriesChart(Notation notation) {
        super(
                notation,
                List.of(
                        "noData",
                        "window",
                        "value",
                        "sd",
                        "mean",
                        "coverage",
                        "coverageUnknown",
                        "finality",
                        "provisional",
                        "final",
                        "revised",
                        "open",
                        "soFar"));
        getElement().setProperty("zone", notation.zone().getId());
    }
}
