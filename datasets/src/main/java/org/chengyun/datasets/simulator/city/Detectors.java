package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.simulator.chance.Dice;

/** The 2,000 detectors, spread evenly along their roads, directions in turn. */
final class Detectors {
    private static final int TOTAL = 2000;
    private static final int PER_EXPRESSWAY = 16;
    private static final int PER_ARTERIAL = 9;
    private static final int PER_STREET = 4;
    /** Of a thousand, how many were taken out of service and never reported again. */
    private static final int RETIRED_PER_THOUSAND = 6;

    private Detectors() {}

    static List<Site> of(long seed, List<District> districts, List<Road> roads) {
        var dice = new Dice(seed, "city.sites");
        List<Site> sites = new ArrayList<>();
        int spare = TOTAL - roads.stream().mapToInt(r -> regular(r.kind())).sum();
        for (Road road : roads) {
            int count = regular(road.kind());
            if (road.kind() == RoadClass.STREET && spare > 0) {
                count++;
                spare--;
            }
            for (int i = 0; i < count; i++) {
                sites.add(site(dice, sites.size(), districts, road, (i + 0.5) / count, i % 2 == 0));
            }
        }
        return List.copyOf(sites);
    }

    private static int regular(RoadClass kind) {
        return switch (kind) {
            case EXPRESSWAY -> PER_EXPRESSWAY;
            case ARTERIAL -> PER_ARTERIAL;
            case STREET -> PER_STREET;
        };
    }

    private static Site site(Dice dice, int index, List<District> districts, Road road, double share, boolean inbound) {
        long roll = dice.roll(index, 0);
        // A few metres to the side, so that both directions can be told apart on a map.
        Point place = road.at(share).plus(inbound ? 0.012 : -0.012, inbound ? -0.012 : 0.012);
        return new Site(
                index,
                String.format(Locale.ROOT, "S%04d", index + 1),
                road,
                districtOf(place, districts),
                share * road.lengthKm(),
                inbound,
                Dice.below(Dice.part(roll, 0), 60) * 1000,
                1 + 0.06 * Dice.normal(Dice.part(roll, 1)),
                Dice.below(Dice.part(roll, 2), 1000) >= RETIRED_PER_THOUSAND,
                place.lonMicro(),
                place.latMicro());
    }

    private static District districtOf(Point place, List<District> districts) {
        return districts.stream()
                .filter(d -> d.outline().contains(place))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a detector outside of the city at " + place));
    }
}
