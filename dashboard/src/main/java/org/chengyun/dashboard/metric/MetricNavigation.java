package org.chengyun.dashboard.metric;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.dashboard.card.Horizon;

/** The addresses of the page: {@code /metrics?metric=ID&show=hour|days|month&by=dimension=value}. */
public final class MetricNavigation {
    private static final String PAGE = "metrics";
    private static final String METRIC = "metric";
    private static final String SHOW = "show";
    private static final String BY = "by";

    private MetricNavigation() {}

    /** The address of a metric, for links. */
    public static String href(String metric, Horizon horizon) {
        return "%s?%s=%s&%s=%s".formatted(PAGE, METRIC, metric, SHOW, horizon.word());
    }

    static void show(UI ui, MetricQuestion question) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(METRIC, List.of(question.metric()));
        parameters.put(SHOW, List.of(question.horizon().word()));
        if (!question.by().isEmpty()) {
            parameters.put(BY, question.by());
        }
        ui.navigate(PAGE, new QueryParameters(parameters));
    }

    /** What the address asks for; sessions and percentiles need more than minutes, so days unless it says. */
    static MetricQuestion of(Location location) {
        QueryParameters parameters = location.getQueryParameters();
        return new MetricQuestion(
                parameters.getSingleParameter(METRIC).orElse(""),
                parameters.getSingleParameter(SHOW).flatMap(Horizon::of).orElse(Horizon.DAYS),
                parameters.getParameters(BY));
    }
}
