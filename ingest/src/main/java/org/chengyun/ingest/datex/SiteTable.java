package org.chengyun.ingest.datex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sites of a measurement site table are, and what they measure. Immutable.
 *
 * @param sites by id
 */
record SiteTable(Map<String, Site> sites) {
    static final SiteTable EMPTY = new SiteTable(Map.of());

    /**
     * A site.
     *
     * @param road its road, or else its name; null if the table says neither
     * @param characteristics by index
     */
    record Site(@Nullable String road, Map<Integer, Characteristic> characteristics) {}

    /**
     * What one index of a site's values is.
     *
     * @param lane empty if the values are of all lanes
     * @param anyVehicle false if they are of one class of vehicles
     * @param periodS seconds over which they are measured; NaN if the table does not say
     */
    record Characteristic(String lane, boolean anyVehicle, double periodS) {
        static final Characteristic UNKNOWN = new Characteristic("", true, Double.NaN);
    }

    @Nullable
    Site site(String id) {
        return sites.get(id);
    }

    /** Several tables as one; of two sites of one id the later counts. */
    static SiteTable of(List<SiteTable> tables) {
        Map<String, Site> all = new HashMap<>();
        tables.forEach(table -> all.putAll(table.sites));
        return new SiteTable(Map.copyOf(all));
    }
}
