package org.chengyun.engine.bench.topic;

import java.util.Locale;
import org.chengyun.engine.bench.workload.Portal;
import org.chengyun.engine.bench.workload.Traffic;

/**
 * One topic of the race. Its name tells everything that decides its bytes, so what an earlier run loaded can be used again.
 *
 * @param portal requests instead of readings
 * @param sensors traffic only
 */
public record RaceTopic(Form form, boolean portal, long seed, long events, int sensors, boolean veryLate) {
    /** What the records look like. */
    public enum Form {
        JSON,
        AVRO,
        LINES;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The dataset's id, if Chengyun reads it. */
    public String dataset() {
        String kind = portal ? "portal" : "traffic";
        String keys = portal || sensors == Traffic.SENSORS ? "" : "-k" + sensors;
        return "%s-%s-%d-%d%s%s".formatted(kind, form.key(), events, seed, keys, veryLate ? "-late" : "");
    }

    /** Lines are raw records, which are never in a topic of observations. */
    public String name() {
        return (form == Form.LINES ? "raw." : "chengyun.") + dataset();
    }

    public Traffic traffic() {
        return new Traffic(seed, events, sensors, veryLate);
    }

    public Portal requests() {
        return new Portal(seed, events);
    }
}
