package org.chengyun.ingest.datex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.decode.KnownSite;
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
     * @param lon degrees east of where it stands or begins; NaN if the table does not say
     * @param lat degrees north, likewise
     * @param characteristics by index
     */
    record Site(@Nullable String road, double lon, double lat, Map<Integer, Characteristic> characteristics) {
        private static final int USUAL_S = 60;

        /** The site as the registry knows sites. */
        KnownSite known(String id) {
            double shortest = characteristics.values().stream()
                    .mapToDouble(Characteristic::periodS)
                    .filter(period -> period >= 1 && period <= Integer.MAX_VALUE)
                    .min()
                    .orElse(USUAL_S);
            boolean placed = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
            return new KnownSite(id, road, placed ? lon : null, placed ? lat : null, (int) Math.round(shortest));
        }
    }

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
