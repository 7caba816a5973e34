package org.chengyun.datasets.simulator.truth;

import java.util.List;

/**
 * What the truth keeps of a metric of the catalogue.
 *
 * @param metric id in the catalogue
 * @param dimension empty for the whole city
 * @param scale what values are multiplied with to be whole numbers; 0 for a pure count
 * @param byMinute true if minutes are kept besides hours
 */
public record Measure(String metric, String dimension, long scale, boolean byMinute) {
    public static final Measure SPEED = new Measure("traffic.speed", "", 10, true);
    public static final Measure SPEED_SITE = new Measure("traffic.speed.site", "site", 10, false);
    public static final Measure SPEED_ROAD = new Measure("traffic.speed.road", "road", 10, true);
    public static final Measure SPEED_DISTRICT = new Measure("traffic.speed.district", "district", 10, true);
    public static final Measure VOLUME_ROAD = new Measure("traffic.volume.road", "road", 1, true);
    public static final Measure OCCUPANCY_DISTRICT = new Measure("traffic.occupancy.district", "district", 1000, true);

    public static final Measure REQUESTS = new Measure("portal.requests", "", 0, true);
    public static final Measure BYTES = new Measure("portal.bytes", "", 1, true);
    public static final Measure REQUESTS_SERVICE = new Measure("portal.requests.service", "service", 0, true);
    public static final Measure REQUESTS_PATH = new Measure("portal.requests.path", "path", 0, false);
    public static final Measure REQUESTS_STATUS = new Measure("portal.requests.status", "status", 0, true);
    public static final Measure ERRORS = new Measure("portal.errors", "", 0, true);
    public static final Measure ERRORS_SERVICE = new Measure("portal.errors.service", "service", 0, true);

    public static final Measure OPENED = new Measure("events.opened", "", 0, true);
    public static final Measure OPENED_TYPE = new Measure("events.opened.type", "type", 0, false);
    public static final Measure OPENED_DISTRICT = new Measure("events.opened.district", "district", 0, false);
    public static final Measure OPENED_AGENCY = new Measure("events.opened.agency", "agency", 0, false);
    public static final Measure CLOSED_AGENCY = new Measure("events.closed.agency", "agency", 0, false);
    public static final Measure CLOSING_HOURS = new Measure("events.closing_hours", "", 3600, false);
    public static final Measure CLOSING_HOURS_AGENCY =
            new Measure("events.closing_hours.agency", "agency", 3600, false);

    /** In the order of the truth's files. */
    static final List<Measure> ALL = List.of(
            SPEED,
            SPEED_SITE,
            SPEED_ROAD,
            SPEED_DISTRICT,
            VOLUME_ROAD,
            OCCUPANCY_DISTRICT,
            REQUESTS,
            BYTES,
            REQUESTS_SERVICE,
            REQUESTS_PATH,
            REQUESTS_STATUS,
            ERRORS,
            ERRORS_SERVICE,
            OPENED,
            OPENED_TYPE,
            OPENED_DISTRICT,
            OPENED_AGENCY,
            CLOSED_AGENCY,
            CLOSING_HOURS,
            CLOSING_HOURS_AGENCY);

    boolean isCount() {
        return scale == 0;
    }
}
