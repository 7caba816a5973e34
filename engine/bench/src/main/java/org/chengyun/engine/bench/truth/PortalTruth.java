package org.chengyun.engine.bench.truth;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.engine.bench.workload.Portal;

/**
 * The answers of Q4 and Q5 in one pass over the generator.
 *
 * @param services Q4: bytes per service and minute
 * @param statusClasses Q4: views per service, status class and minute; the key is {@code service/2xx}, the statistics
 *     besides n say nothing
 * @param top Q5: the ten services with the most views, five minutes sliding by one
 */
public record PortalTruth(List<StatRow> services, List<StatRow> statusClasses, List<TopRow> top) {
    private static final int CLASSES = 6;

    public static PortalTruth of(Portal portal) {
        Sums bytes = new Sums(Portal.SERVICES, Minutes.COUNT, 1);
        Sums classes = new Sums(Portal.SERVICES * CLASSES, Minutes.COUNT, 1);
        Sums views = new Sums(Portal.SERVICES, Minutes.COUNT, 1);
        for (long i = 0; i < portal.events(); i++) {
            int minute = Minutes.of(portal.eventTimeMs(i));
            int service = portal.service(i);
            bytes.add(service, minute, portal.bytes(i));
            classes.add(service * CLASSES + portal.status(i) / 100, minute, 1);
            views.add(service, minute, 1);
        }
        List<StatRow> services = new ArrayList<>(Answers.windows(bytes, Portal.SERVICES, 1, Portal::serviceName));
        return new PortalTruth(
                services,
                Answers.windows(classes, Portal.SERVICES * CLASSES, 1, PortalTruth::className),
                Answers.tops(
                        views,
                        Portal.SERVICES,
                        TrafficTruth.SLIDING_MINUTES,
                        TrafficTruth.PLACES,
                        Portal::serviceName));
    }

    private static String className(int key) {
        return Portal.serviceName(key / CLASSES) + "/" + key % CLASSES + "xx";
    }
}
