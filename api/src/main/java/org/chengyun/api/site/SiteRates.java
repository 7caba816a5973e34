package org.chengyun.api.site;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.site.SiteRepository.ActiveSite;

/** How many observations per second the active sites should send, by road, district or site. Thread-safe. */
@ApplicationScoped
public class SiteRates {
    private static final Set<String> KNOWN = Set.of("site", "road", "district");

    private final SiteRepository sites;
    private final Clock clock;
    private final ApiConfig config;
    private final Map<Key, Counted> remembered = new ConcurrentHashMap<>();

    @Inject
    SiteRates(SiteRepository sites, ApiConfig config) {
        this(sites, Clock.systemUTC(), config);
    }

    SiteRates(SiteRepository sites, Clock clock, ApiConfig config) {
        this.sites = sites;
        this.clock = clock;
        this.config = config;
    }

    private record Key(String dataset, List<String> dimensions) {}

    private record Counted(Instant at, Map<List<String>, Double> perSecond) {}

    /**
     * Expected observations per second by values of these dimensions, in their order. Empty if the registry does not know
     * one of the dimensions. Remembered for a while. To be called inside a transaction.
     */
    public Map<List<String>, Double> perSecond(String dataset, List<String> dimensions) {
        if (!KNOWN.containsAll(dimensions)) {
            return Map.of();
        }
        var key = new Key(dataset, List.copyOf(dimensions));
        Instant now = clock.instant();
        Counted known = remembered.get(key);
        if (known == null || !known.at.plus(config.siteCountsKeptFor()).isAfter(now)) {
            known = new Counted(now, count(key));
            remembered.put(key, known);
        }
        return known.perSecond;
    }

    /** The registry changed: count anew at the next question. */
    void forget() {
        remembered.clear();
    }

    private Map<List<String>, Double> count(Key key) {
        Map<List<String>, Double> perSecond = new HashMap<>();
        for (ActiveSite site : sites.findActive(key.dataset)) {
            values(site, key.dimensions)
                    .ifPresent(values -> perSecond.merge(values, 1.0 / site.intervalSeconds(), Double::sum));
        }
        return Map.copyOf(perSecond);
    }

    /** Empty if the site lacks one of them: it belongs to no series then. */
    private static Optional<List<String>> values(ActiveSite site, List<String> dimensions) {
        List<String> values = new ArrayList<>();
        for (String dimension : dimensions) {
            String value = switch (dimension) {
                case "site" -> site.site();
                case "road" -> site.road();
                default -> site.district();
            };
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(List.copyOf(values));
    }
}
