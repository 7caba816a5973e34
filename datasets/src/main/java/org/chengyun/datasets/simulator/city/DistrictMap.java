package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.simulator.chance.Dice;

/**
 * Sixteen districts that tile the city: a centre, five around it, ten around those. Neighbours share every point of
 * their common border, because a border is computed once and used by both.
 */
final class DistrictMap {
    private static final int INNER = 5;
    private static final int OUTER = 10;
    private static final double[] RING_KM = {4.6, 12.5, 27};
    private static final String DISTRICTS = """
            zhongcheng|Zhongcheng|中城区|14
            yuntai|Yuntai|云台区|11
            jinhe|Jinhe|锦河区|11
            wangjiang|Wangjiang|望江区|10
            qingsong|Qingsong|青松区|9
            wenyuan|Wenyuan|文渊区|10
            gaoxin|Gaoxin|高新区|7
            dongwan|Dongwan|东湾区|5
            longxi|Longxi|龙溪区|4
            beiling|Beiling|北岭区|4
            fengqi|Fengqi|凤栖区|3
            xiping|Xiping|西屏区|3
            shimen|Shimen|石门区|3
            bailu|Bailu|白鹭区|3
            nanpu|Nanpu|南浦区|4
            konggang|Konggang|空港区|3
            """;

    private final Dice dice;

    private DistrictMap(long seed) {
        this.dice = new Dice(seed, "city.districts");
    }

    static List<District> of(long seed) {
        return new DistrictMap(seed).districts();
    }

    private record Corner(double angle, double radiusKm) {}

    private List<District> districts() {
        double[] innerAngles = angles(INNER, 36, 0);
        double[] outerAngles = angles(OUTER, 18, 1);
        List<Corner> first = corners(innerAngles, RING_KM[0], 0);
        double[] both = new double[INNER + OUTER];
        System.arraycopy(innerAngles, 0, both, 0, INNER);
        System.arraycopy(outerAngles, 0, both, INNER, OUTER);
        Arrays.sort(both);
        List<Corner> second = corners(both, RING_KM[1], 1);
        List<Corner> third = corners(outerAngles, RING_KM[2], 2);

        List<List<Point>> firstArcs = arcs(first, 0);
        List<List<Point>> secondArcs = arcs(second, 1);
        List<List<Point>> thirdArcs = arcs(third, 2);
        List<Polygon> outlines = new ArrayList<>();
        outlines.add(new Polygon(firstArcs.stream().flatMap(List::stream).toList()));
        outlines.addAll(sectors(first, firstArcs, second, secondArcs, 3));
        outlines.addAll(sectors(second, secondArcs, third, thirdArcs, 4));
        return named(outlines);
    }

    private double[] angles(int count, double firstDegrees, int stream) {
        double[] angles = new double[count];
        for (int i = 0; i < count; i++) {
            double jitter = Dice.between(dice.roll(100 + stream, i), -3.5, 3.5);
            angles[i] = StrictMath.toRadians(firstDegrees + 360.0 / count * i + jitter);
        }
        return angles;
    }

    private List<Corner> corners(double[] angles, double radiusKm, int ring) {
        List<Corner> corners = new ArrayList<>();
        for (int i = 0; i < angles.length; i++) {
            corners.add(new Corner(angles[i], radiusKm * Dice.between(dice.roll(200 + ring, i), 0.94, 1.06)));
        }
        return corners;
    }

    /** The borders along a ring, each from its corner up to, not including, the next. */
    private List<List<Point>> arcs(List<Corner> corners, int ring) {
        List<List<Point>> arcs = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Corner from = corners.get(i);
            Corner next = corners.get((i + 1) % corners.size());
            double turn = i + 1 == corners.size() ? 2 * Math.PI : 0;
            arcs.add(border(from, new Corner(next.angle + turn, next.radiusKm), dice.roll(300 + ring, i)));
        }
        return arcs;
    }

    /** The districts between two rings, one per corner of the outer ring's own borders. */
    private List<Polygon> sectors(
            List<Corner> in, List<List<Point>> inArcs, List<Corner> out, List<List<Point>> outArcs, int stream) {
        // A radial border runs between the corners of both rings that lie at one angle.
        List<Corner> fewer = in.size() < out.size() ? in : out;
        List<List<Point>> radials = new ArrayList<>();
        for (int i = 0; i < fewer.size(); i++) {
            double angle = fewer.get(i).angle;
            radials.add(border(at(in, angle), at(out, angle), dice.roll(400 + stream, i)));
        }
        List<Polygon> sectors = new ArrayList<>();
        for (int i = 0; i < fewer.size(); i++) {
            int next = (i + 1) % fewer.size();
            double from = fewer.get(i).angle;
            double to = fewer.get(next).angle;
            List<Point> points = new ArrayList<>(radials.get(i));
            points.addAll(run(out, outArcs, from, to));
            points.addAll(backwards(radials.get(next), point(at(out, to))));
            points.addAll(backwards(run(in, inArcs, from, to), point(at(in, to))));
            sectors.add(new Polygon(points));
        }
        return sectors;
    }

    /** A border walked the other way: from its end, which it does not hold, to before its start. */
    private static List<Point> backwards(List<Point> border, Point end) {
        List<Point> points = new ArrayList<>(border.subList(1, border.size()));
        points.add(end);
        Collections.reverse(points);
        return points;
    }

    private static Corner at(List<Corner> ring, double angle) {
        return ring.stream().filter(c -> c.angle == angle).findFirst().orElseThrow();
    }

    private static Point point(Corner corner) {
        return Point.polar(corner.angle, corner.radiusKm);
    }

    /** The ring's borders from one angle to another. */
    private static List<Point> run(List<Corner> ring, List<List<Point>> arcs, double from, double to) {
        Map<Double, Integer> order = new TreeMap<>();
        for (int i = 0; i < ring.size(); i++) {
            order.put(ring.get(i).angle, i);
        }
        List<Point> points = new ArrayList<>();
        int i = order.getOrDefault(from, 0);
        int end = order.getOrDefault(to, 0);
        do {
            points.addAll(arcs.get(i));
            i = (i + 1) % ring.size();
        } while (i != end);
        return points;
    }

    /** From one corner to before the other, winding as rivers and old roads do. */
    private static List<Point> border(Corner from, Corner to, long roll) {
        double dAngle = to.angle - from.angle;
        double dRadius = to.radiusKm - from.radiusKm;
        boolean radial = dAngle == 0;
        double lengthKm = radial ? Math.abs(dRadius) : Math.abs(dAngle) * (from.radiusKm + to.radiusKm) / 2;
        int steps = Math.max(6, (int) (lengthKm / 0.4));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double share = (double) i / steps;
            double aside = winding(roll, share) * lengthKm;
            double angle = from.angle + dAngle * share;
            double radius = from.radiusKm + dRadius * share;
            points.add(radial ? Point.polar(angle + aside / radius, radius) : Point.polar(angle, radius + aside));
        }
        return points;
    }

    /** A sum of sines that is 0 at both ends; small enough that two borders cross only where they meet. */
    private static double winding(long roll, double share) {
        double sum = 0;
        for (int wave = 1; wave <= 5; wave++) {
            double height = Dice.between(Dice.part(roll, wave), -0.05, 0.05) / wave;
            sum += height * StrictMath.sin(Math.PI * wave * share);
        }
        return sum;
    }

    private static List<District> named(List<Polygon> outlines) {
        List<District> districts = new ArrayList<>();
        for (String line : DISTRICTS.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            int index = districts.size();
            int ring = index == 0 ? 0 : index <= INNER ? 1 : 2;
            districts.add(new District(
                    index,
                    cells[0],
                    new Wording(cells[1] + " District", cells[2]),
                    Double.parseDouble(cells[3]),
                    ring,
                    outlines.get(index)));
        }
        return List.copyOf(districts);
    }
}
