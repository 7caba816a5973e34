package org.chengyun.datasets.simulator.city;

import java.util.List;

/** A simple polygon, anticlockwise, without the repeated last point. Immutable. */
record Polygon(List<Point> points) {
    Polygon {
        points = List.copyOf(points);
    }

    /** Even-odd rule. */
    boolean contains(Point p) {
        boolean inside = false;
        Point a = points.get(points.size() - 1);
        for (Point b : points) {
            if (a.northKm() > p.northKm() != b.northKm() > p.northKm()) {
                double share = (p.northKm() - a.northKm()) / (b.northKm() - a.northKm());
                if (p.eastKm() < a.eastKm() + share * (b.eastKm() - a.eastKm())) {
                    inside = !inside;
                }
            }
            a = b;
        }
        return inside;
    }

    double areaKm2() {
        double twice = 0;
        Point a = points.get(points.size() - 1);
        for (Point b : points) {
            twice += a.eastKm() * b.northKm() - b.eastKm() * a.northKm();
            a = b;
        }
        return twice / 2;
    }

    /** South-west and north-east corner of the bounding box. */
    Point[] box() {
        double west = Double.MAX_VALUE;
        double south = Double.MAX_VALUE;
        double east = -Double.MAX_VALUE;
        double north = -Double.MAX_VALUE;
        for (Point p : points) {
            west = Math.min(west, p.eastKm());
            south = Math.min(south, p.northKm());
            east = Math.max(east, p.eastKm());
            north = Math.max(north, p.northKm());
        }
        return new Point[] {new Point(west, south), new Point(east, north)};
    }
}
