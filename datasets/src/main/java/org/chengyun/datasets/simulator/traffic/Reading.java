package org.chengyun.datasets.simulator.traffic;

import java.time.Instant;
import org.chengyun.datasets.simulator.city.Site;
import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Observation;
import org.chengyun.datasets.simulator.truth.Measure;
import org.chengyun.datasets.simulator.truth.TruthBook;

/**
 * What a detector says about the last minute.
 *
 * @param speedTenths mean speed in tenths of km/h; {@link #NO_VEHICLE} if there was none to measure
 * @param volume vehicles in that minute, all lanes
 * @param occupancyThousandths share of the minute in which the detector was covered
 */
record Reading(Site site, long eventMs, int speedTenths, int volume, int occupancyThousandths) implements Observation {
    static final int NO_VEHICLE = -1;

    @Override
    public void render(StringBuilder out, Damage damage) {
        out.append("{\"site\":\"").append(siteId(damage)).append("\",\"at\":\"");
        switch (damage) {
            case UNREADABLE_TIME -> out.append("0000-00-00T00:00:00Z");
            case FUTURE_TIME -> out.append(Instant.ofEpochMilli(eventMs + Damage.AHEAD_MS));
            default -> out.append(Instant.ofEpochMilli(eventMs));
        }
        out.append("\",\"speed_kmh\":");
        if (damage == Damage.IMPOSSIBLE_SPEED) {
            out.append("655.35");
        } else if (speedTenths == NO_VEHICLE) {
            out.append("null");
        } else {
            out.append(speedTenths / 10).append('.').append(speedTenths % 10);
        }
        out.append(",\"volume\":").append(volume).append(",\"occupancy\":");
        out.append("0.").append(occupancyThousandths / 100);
        out.append(occupancyThousandths / 10 % 10)
                .append(occupancyThousandths % 10)
                .append('}');
    }

    /** An unregistered detector is one whose controller came back with its factory name. */
    private String siteId(Damage damage) {
        return damage == Damage.UNKNOWN_SITE ? "X" + site.id() : site.id();
    }

    @Override
    public int vitalLength(String line) {
        return line.length() - 1;
    }

    @Override
    public void recordIn(TruthBook book, Damage damage, boolean repeat) {
        boolean registered = damage != Damage.UNKNOWN_SITE;
        String road = site.road().id();
        String district = site.district().id();
        if (speedTenths != NO_VEHICLE) {
            book.add(Measure.SPEED, "", eventMs, speedTenths, repeat);
            book.add(Measure.SPEED_SITE, siteId(damage), eventMs, speedTenths, repeat);
            if (registered) {
                book.add(Measure.SPEED_ROAD, road, eventMs, speedTenths, repeat);
                book.add(Measure.SPEED_DISTRICT, district, eventMs, speedTenths, repeat);
            }
        }
        if (registered) {
            book.add(Measure.VOLUME_ROAD, road, eventMs, volume, repeat);
            book.add(Measure.OCCUPANCY_DISTRICT, district, eventMs, occupancyThousandths, repeat);
        }
    }
}
