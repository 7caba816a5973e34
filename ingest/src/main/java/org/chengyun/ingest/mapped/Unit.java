package org.chengyun.ingest.mapped;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units that feeds use, and the factors to the units of datasets. All factors are exact by definition. */
final class Unit {
    private static final Map<String, Map<String, Double>> FACTORS = Map.of(
            "km/h", Map.of("mph", 1.609344, "m/s", 3.6, "kn", 1.852),
            "1", Map.of("%", 0.01),
            "s", Map.of("ms", 0.001, "min", 60.0, "h", 3600.0),
            "h", Map.of("s", 1 / 3600.0, "min", 1 / 60.0, "d", 24.0),
            "B", Map.of("kB", 1e3, "MB", 1e6, "KiB", 1024.0, "MiB", 1048576.0),
            // counts by the interval in which they are made
            "veh", Map.of("veh/30s", 1.0, "veh/min", 1.0, "veh/5min", 1.0, "veh/15min", 1.0, "veh/h", 1.0),
            "veh/h", Map.of("veh/30s", 120.0, "veh/min", 60.0, "veh/5min", 12.0, "veh/15min", 4.0),
            "m", Map.of("km", 1000.0, "ft", 0.3048, "mi", 1609.344));

    private Unit() {}

    /** What to multiply with, or null if one unit cannot become the other. */
    static @Nullable Double factor(String from, @Nullable String to) {
        if (from.equals(to)) {
            return 1.0;
        }
        return to == null ? null : FACTORS.getOrDefault(to, Map.of()).get(from);
    }
}
