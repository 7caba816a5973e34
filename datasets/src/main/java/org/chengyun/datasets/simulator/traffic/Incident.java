package org.chengyun.datasets.simulator.traffic;

import org.chengyun.datasets.simulator.city.Road;

/**
 * A crash or a breakdown that takes lanes away. A queue grows upstream while it lasts and dissolves from its head after.
 *
 * @param atKm place along the road
 * @param inbound the direction that it blocks
 * @param severity share of the road's capacity that is lost, [0, 1]
 */
record Incident(Road road, long fromMs, long toMs, double atKm, boolean inbound, double severity) {
    private static final double QUEUE_GROWS_KMH = 7;
    private static final double QUEUE_DISSOLVES_KMH = 16;
    private static final double LONGEST_QUEUE_KM = 4;
    private static final double FREE_STRETCH_KM = 3;
    /** The longest queue is gone by then. */
    static final long AFTERMATH_MS = (long) (LONGEST_QUEUE_KM / QUEUE_DISSOLVES_KMH * 3_600_000);

    /** The loading at a place and time, given the one without the incident. */
    double loading(double loading, double siteKm, boolean siteInbound, long timeMs) {
        if (siteInbound != inbound || timeMs < fromMs || timeMs >= toMs + AFTERMATH_MS) {
            return loading;
        }
        // Inbound traffic runs towards the start of the road.
        double upstreamKm = inbound ? siteKm - atKm : atKm - siteKm;
        double hours = (timeMs - fromMs) / 3.6e6;
        double sinceEndHours = Math.max(0, (timeMs - toMs) / 3.6e6);
        double growth = loading * severity * QUEUE_GROWS_KMH / 0.6;
        double tailKm = Math.min(LONGEST_QUEUE_KM, 0.25 + growth * (hours - sinceEndHours));
        double headKm = QUEUE_DISSOLVES_KMH * sinceEndHours;
        if (upstreamKm >= headKm && upstreamKm <= tailKm) {
            return Math.max(loading, 1.25 + 0.85 * severity);
        }
        boolean behind = upstreamKm < 0 && upstreamKm > -FREE_STRETCH_KM;
        return behind && timeMs < toMs ? loading * (1 - 0.65 * severity) : loading;
    }
}
