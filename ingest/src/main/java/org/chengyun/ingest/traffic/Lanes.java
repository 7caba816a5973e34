package org.chengyun.ingest.traffic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes of a site, joined into what the site reports. Not thread-safe. */
public final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();

    private record Lane(
            @Nullable Double flow,
            @Nullable Double occupancy,
            @Nullable Double speed) {}

    /**
     * Adds a lane; null is what it does not report.
     *
     * @param flow a rate or a count, the same for every lane
     */
    public void add(@Nullable Double flow, @Nullable Double occupancy, @Nullable Double speed) {
        lanes.add(new Lane(flow, occupancy, speed));
    }

    /** Sum over the lanes; null if one of them does not report, as a sum of some is no flow of the site. */
    public @Nullable Double flow() {
        double sum = 0;
        for (Lane lane : lanes) {
            if (lane.flow == null) {
                return null;
            }
            sum += lane.flow;
        }
        return lanes.isEmpty() ? null : (Double) sum;
    }

    /** Mean of the lanes that report. */
    public @Nullable Double occupancy() {
        double sum = 0;
        int n = 0;
        for (Lane lane : lanes) {
            if (lane.occupancy != null) {
                sum += lane.occupancy;
                n++;
            }
        }
        return n == 0 ? null : (Double) (sum / n);
    }

    /** Mean of the lanes that report, weighted by flow as PeMS does; the plain mean where flows are 0 or unknown. */
    public @Nullable Double speed() {
        double sum = 0;
        double weighted = 0;
        double weights = 0;
        int n = 0;
        boolean known = true;
        for (Lane lane : lanes) {
            if (lane.speed == null) {
                continue;
            }
            sum += lane.speed;
            n++;
            known &= lane.flow != null;
            if (lane.flow != null) {
                weighted += lane.speed * lane.flow;
                weights += lane.flow;
            }
        }
        if (n == 0) {
            return null;
        }
        return known && weights > 0 ? weighted / weights : sum / n;
    }
}
