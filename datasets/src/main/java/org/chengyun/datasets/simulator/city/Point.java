package org.chengyun.datasets.simulator.city;

/** A place in the city's plane, in km east and north of its centre. */
record Point(double eastKm, double northKm) {
    /** Where the invented city lies. */
    private static final double CENTRE_LON = 113.5;

    private static final double CENTRE_LAT = 31.2;
    private static final double KM_PER_DEGREE_LAT = 110.9;
    private static final double KM_PER_DEGREE_LON = 95.3;

    static Point polar(double angle, double radiusKm) {
        return new Point(radiusKm * StrictMath.cos(angle), radiusKm * StrictMath.sin(angle));
    }

    Point plus(double east, double north) {
        return new Point(eastKm + east, northKm + north);
    }

    /** WGS 84 longitude in millionths of a degree. */
    long lonMicro() {
        return Math.round((CENTRE_LON + eastKm / KM_PER_DEGREE_LON) * 1e6);
    }

    /** WGS 84 latitude in millionths of a degree. */
    long latMicro() {
        return Math.round((CENTRE_LAT + northKm / KM_PER_DEGREE_LAT) * 1e6);
    }
}
