package org.chengyun.datasets.simulator.city;

import java.util.List;
import org.chengyun.datasets.catalogue.Wording;

/**
 * A road with both its directions.
 *
 * @param lanes per direction
 * @param load density at the height of the rush, as a multiple of the critical density
 */
public record Road(
        int index,
        String id,
        Wording label,
        RoadClass kind,
        List<Point> line,
        double lengthKm,
        int lanes,
        double load) {
    public Road {
        line = List.copyOf(line);
    }

    /** The place at a share [0, 1] of the road's points. */
    Point at(double share) {
        double place = share * (line.size() - 1);
        int before = Math.min((int) place, line.size() - 2);
        double rest = place - before;
        Point a = line.get(before);
        Point b = line.get(before + 1);
        return new Point(
                a.eastKm() + rest * (b.eastKm() - a.eastKm()), a.northKm() + rest * (b.northKm() - a.northKm()));
    }
}
