package org.chengyun.dashboard.card;

import org.chengyun.dashboard.card.Series.Point;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a series for the chart; {@code series-data.ts} reads it. */
final class SeriesJson {
    private SeriesJson() {}

    static ObjectNode of(Series series) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("label", series.label())
                .put("unit", series.unit())
                .put("measure", series.measure().name())
                .put("fromMs", series.from().toEpochMilli())
                .put("stepMs", series.step().toMillis())
                .put("windows", series.windows());
        var percentiles = json.putArray("percentiles");
        series.percentiles().forEach(percentiles::add);
        var points = json.putArray("points");
        series.points().forEach(point -> points.add(of(series, point)));
        return json;
    }

    private static ObjectNode of(Series series, Point point) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("i", series.place(point))
                .put("value", point.value())
                .put("sd", point.sd())
                .put("n", point.n())
                .put("coverage", point.coverageShare())
                .put("finality", point.finality().word())
                .put("open", point.open());
        var percentiles = json.putArray("percentiles");
        point.percentiles().forEach(percentiles::add);
        return json;
    }
}
