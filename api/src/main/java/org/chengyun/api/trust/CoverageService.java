package org.chengyun.api.trust;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.site.SiteRates;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.datasets.catalogue.Dataset.CoverageRule;
import org.jspecify.annotations.Nullable;

/** How much of what was to be expected was observed. Thread-safe. */
@ApplicationScoped
public class CoverageService {
    private final SiteRates sites;
    private final Metrics metrics;
    private final Earlier earlier;

    CoverageService(SiteRates sites, Metrics metrics, ApiConfig config) {
        this.earlier = new Earlier(config.zone());
        this.sites = sites;
        this.metrics = metrics;
    }

    /**
     * Coverage of each window, in their order; null where nobody knows what to expect.
     *
     * <p>An open window is measured against the part of it that event time has reached.
     */
    public List<@Nullable Coverage> of(Snapshot snapshot, DefinedMetric metric, List<ObservedWindow> windows) {
        if (windows.isEmpty()) {
            return Collections.emptyList();
        }
        var reached = new ReachedEnd(snapshot.state(metric.dataset()));
        return switch (metric.dataset().coverage()) {
            case CoverageRule.Sites rule -> new SiteCoverage(sites, metric, reached).of(windows);
            case CoverageRule.Learned rule ->
                new LearnedCoverage(new VolumeReader(snapshot), VolumeMetric.of(metric, metrics), reached, earlier)
                        .of(windows);
        };
    }
}
