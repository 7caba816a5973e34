package org.chengyun.ingest.datex;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is measured, of that which becomes a field. */
enum Quantity {
    /** veh/h. */
    FLOW,
    /** km/h. */
    SPEED,
    /** Percent. */
    OCCUPANCY,
    /** Seconds. */
    TRAVEL_TIME;

    private static final Map<String, Quantity> BY_ELEMENT = Map.of(
            "vehicleFlow", FLOW,
            "averageVehicleSpeed", SPEED,
            "occupancy", OCCUPANCY,
            "travelTime", TRAVEL_TIME);

    private static final Map<String, Quantity> BY_LEAF = Map.of(
            "vehicleFlowRate", FLOW,
            "speed", SPEED,
            "percentage", OCCUPANCY,
            "duration", TRAVEL_TIME);

    /** By the element directly below {@code basicData}; null if it is nothing of these. */
    static @Nullable Quantity ofElement(String name) {
        return BY_ELEMENT.get(name);
    }

    /** True if that element holds the number. */
    boolean isHeldBy(String leaf) {
        return BY_LEAF.get(leaf) == this;
    }
}
