package org.chengyun.api.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.site.SiteRates;
import org.jspecify.annotations.Nullable;

/** Every active site reports once per interval: expected = matching sites × length / interval. */
final class SiteCoverage {
    private final Map<List<String>, Double> perSecond;
    private final ReachedEnd reached;

    SiteCoverage(SiteRates sites, DefinedMetric metric, ReachedEnd reached) {
        this.perSecond = sites.perSecond(metric.dataset().id(), metric.metric().by());
        this.reached = reached;
    }

    List<@Nullable Coverage> of(List<ObservedWindow> windows) {
        return Collections.unmodifiableList(
                windows.stream().<@Nullable Coverage>map(this::of).toList());
    }

    private @Nullable Coverage of(ObservedWindow window) {
        Double rate = perSecond.get(window.dimensions());
        Instant end = reached.of(window);
        double seconds = Duration.between(window.start(), end).toMillis() / 1000.0;
        return rate == null || seconds <= 0 ? null : new Coverage(window.n(), rate * seconds);
    }
}
