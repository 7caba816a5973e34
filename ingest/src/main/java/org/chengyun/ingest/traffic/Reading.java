package org.chengyun.ingest.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What a site reports for one interval. Immutable. Null is what it does not say, or what it says is not there.
 *
 * @param atMs begin of the interval
 * @param volume vehicles in the interval
 * @param occupancyShare 0–1
 */
public record Reading(
        long atMs,
        String site,
        @Nullable String road,
        @Nullable String district,
        @Nullable Double speedKmh,
        @Nullable Double volume,
        @Nullable Double flowVehPerHour,
        @Nullable Double occupancyShare,
        @Nullable Double travelTimeS) {}
