package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.simulator.chance.Dice;

/**
 * A district.
 *
 * @param weight share-like number of people and business in it
 * @param ring 0 centre, 1 inner, 2 outer
 */
public record District(int index, String id, Wording label, double weight, int ring, Polygon outline) {
    /** A place in the district, drawn from a roll; the same roll gives the same place. */
    Point placeIn(long roll) {
        Point[] box = outline.box();
        Point place = new Point(0, 0);
        for (int attempt = 0; attempt < 200; attempt++) {
            place = new Point(
                    Dice.between(Dice.part(roll, 2 * attempt), box[0].eastKm(), box[1].eastKm()),
                    Dice.between(Dice.part(roll, 2 * attempt + 1), box[0].northKm(), box[1].northKm()));
            if (outline.contains(place)) {
                return place;
            }
        }
        throw new IllegalStateException("no place found in district " + id + ": its outline is degenerate");
    }

    /** Longitude and latitude of a place in the district, in millionths of a degree. */
    public long[] positionMicro(long roll) {
        Point place = placeIn(roll);
        return new long[] {place.lonMicro(), place.latMicro()};
    }
}
