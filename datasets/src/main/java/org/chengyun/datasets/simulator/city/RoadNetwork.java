package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.simulator.chance.Dice;

/** The 300 roads: four rings and eight radials of expressway, arterials on a turned grid, streets in the districts. */
final class RoadNetwork {
    private static final double[] RINGS_KM = {6, 10, 15, 21};
    private static final String[][] RINGS = {{"First", "一环"}, {"Second", "二环"}, {"Third", "三环"}, {"Fourth", "四环"}};
    private static final String[][] SIDES = {{"East", "东段"}, {"North", "北段"}, {"West", "西段"}, {"South", "南段"}};
    private static final String[][] RADIALS = {
        {"East Lake", "东湖"}, {"Science Park", "科技园"}, {"North Gate", "北门"}, {"Phoenix", "凤凰"},
        {"West Hills", "西山"}, {"Stone Bridge", "石桥"}, {"Port", "港口"}, {"Airport", "机场"},
    };
    private static final int ARTERIALS = 96;
    private static final int STREETS = 180;
    /** The grid of the city is turned against north. */
    private static final double GRID_TURN = 0.2;

    private final Dice dice;
    private final RoadNames names;
    private final List<District> districts;
    private final List<Road> roads = new ArrayList<>();

    private RoadNetwork(long seed, List<District> districts) {
        this.dice = new Dice(seed, "city.roads");
        this.names = new RoadNames(seed);
        this.districts = districts;
    }

    static List<Road> of(long seed, List<District> districts) {
        var network = new RoadNetwork(seed, districts);
        network.rings();
        network.radials();
        network.arterials();
        network.streets();
        return List.copyOf(network.roads);
    }

    private void rings() {
        for (int ring = 0; ring < RINGS.length; ring++) {
            for (int side = 0; side < SIDES.length; side++) {
                List<Point> line = new ArrayList<>();
                for (int i = 0; i <= 24; i++) {
                    double angle = Math.PI / 2 * (side - 0.5 + i / 24.0);
                    // Not quite a circle: the same wave for every ring keeps them apart.
                    double radius = RINGS_KM[ring] * (1 + 0.05 * StrictMath.sin(2 * angle + 1));
                    line.add(Point.polar(angle, radius));
                }
                var label = new Wording(
                        RINGS[ring][0] + " Ring Expressway " + SIDES[side][0], RINGS[ring][1] + "快速路" + SIDES[side][1]);
                String id = "%s-ring-%s".formatted(lower(RINGS[ring][0]), lower(SIDES[side][0]));
                add(id, label, RoadClass.EXPRESSWAY, line);
            }
        }
    }

    private void radials() {
        for (int i = 0; i < RADIALS.length; i++) {
            double angle = Math.PI / 4 * (i + 0.5);
            double bend = Dice.between(dice.roll(1, i), -0.12, 0.12);
            List<Point> line = new ArrayList<>();
            for (int step = 0; step <= 20; step++) {
                line.add(Point.polar(angle + bend * step / 20, 5.5 + 17.5 * step / 20));
            }
            var label = new Wording(RADIALS[i][0] + " Expressway", RADIALS[i][1] + "快速路");
            add(lower(RADIALS[i][0]).replace(' ', '-') + "-expressway", label, RoadClass.EXPRESSWAY, line);
        }
    }

    private void arterials() {
        for (int i = 0; i < ARTERIALS; i++) {
            long roll = dice.roll(2, i);
            boolean avenue = i % 3 == 0;
            var name = avenue ? names.next("Avenue", "大道") : names.next("Road", "路");
            double lengthKm = Dice.between(Dice.part(roll, 0), 3.5, avenue ? 11 : 7);
            add(name.id(), name.label(), RoadClass.ARTERIAL, straight(roll, lengthKm, 0.05));
        }
    }

    private void streets() {
        for (int i = 0; i < STREETS; i++) {
            long roll = dice.roll(3, i);
            var name = names.next("Street", "街");
            double lengthKm = Dice.between(Dice.part(roll, 0), 0.9, 2.8);
            add(name.id(), name.label(), RoadClass.STREET, straight(roll, lengthKm, 0.12));
        }
    }

    /** A nearly straight line along the city's grid that lies in the city. */
    private List<Point> straight(long roll, double lengthKm, double spread) {
        Point middle = drawn(Dice.unit(Dice.part(roll, 1))).placeIn(Dice.part(roll, 2));
        double turn = (Dice.part(roll, 3) & 1) == 0 ? 0 : Math.PI / 2;
        double angle = GRID_TURN + turn + spread * Dice.normal(Dice.part(roll, 4));
        double bend = Dice.between(Dice.part(roll, 5), -0.04, 0.04);
        double half = lengthKm / 2;
        while (true) {
            List<Point> line = arc(middle, angle, half, bend);
            if (line.stream().allMatch(this::inCity)) {
                return line;
            }
            half *= 0.8;
            // A road at the very edge moves inwards.
            middle = new Point(middle.eastKm() * 0.98, middle.northKm() * 0.98);
        }
    }

    private static List<Point> arc(Point middle, double angle, double half, double bend) {
        List<Point> line = new ArrayList<>();
        for (int i = -4; i <= 4; i++) {
            double share = i / 4.0;
            double aside = bend * half * (1 - share * share);
            line.add(along(middle, angle, share * half)
                    .plus(-aside * StrictMath.sin(angle), aside * StrictMath.cos(angle)));
        }
        return line;
    }

    private static Point along(Point from, double angle, double km) {
        return from.plus(km * StrictMath.cos(angle), km * StrictMath.sin(angle));
    }

    /** With a margin, because detectors stand between the points and beside the road. */
    private boolean inCity(Point point) {
        var outwards = new Point(point.eastKm() * 1.03, point.northKm() * 1.03);
        return districts.stream().anyMatch(d -> d.outline().contains(outwards));
    }

    /** A district drawn by its weight. */
    private District drawn(double unit) {
        double rest = unit * districts.stream().mapToDouble(District::weight).sum();
        for (District district : districts) {
            rest -= district.weight();
            if (rest < 0) {
                return district;
            }
        }
        return districts.get(0);
    }

    private void add(String id, Wording label, RoadClass kind, List<Point> line) {
        int index = roads.size();
        long roll = dice.roll(4, index);
        int lanes = kind.fewestLanes() + Dice.below(Dice.part(roll, 0), kind.mostLanes() - kind.fewestLanes() + 1);
        double lengthKm = 0;
        for (int i = 1; i < line.size(); i++) {
            Point a = line.get(i - 1);
            Point b = line.get(i);
            lengthKm += StrictMath.hypot(b.eastKm() - a.eastKm(), b.northKm() - a.northKm());
        }
        roads.add(new Road(index, id, label, kind, line, lengthKm, lanes, load(kind, line, roll)));
    }

    /** Busier near the centre; a few roads are far beyond what they were built for. */
    private static double load(RoadClass kind, List<Point> line, long roll) {
        Point middle = line.get(line.size() / 2);
        double fromCentreKm = StrictMath.hypot(middle.eastKm(), middle.northKm());
        double closeness = StrictMath.exp(-fromCentreKm / 14);
        double base = switch (kind) {
            case EXPRESSWAY -> 0.78;
            case ARTERIAL -> 0.70;
            case STREET -> 0.48;
        };
        double own = Dice.unit(Dice.part(roll, 1));
        return base + 0.42 * closeness + 0.38 * own * own;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
