package org.chengyun.datasets.simulator.feed;

/**
 * Something out of the ordinary that the feed shows: an incident, an outage, a burst of errors.
 *
 * @param kind such as {@code incident}
 * @param subject the id of the road, detector, district, service or agency
 */
public record Happening(long fromMs, long toMs, String kind, String subject, String detail) {
    public boolean isAt(long timeMs) {
        return timeMs >= fromMs && timeMs < toMs;
    }
}
