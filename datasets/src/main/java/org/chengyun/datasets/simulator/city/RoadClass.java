package org.chengyun.datasets.simulator.city;

/** Kinds of roads, with the fundamental diagram of one of their lanes. */
public enum RoadClass {
    /** Grade-separated, no lights. */
    EXPRESSWAY("expressway", 82, 29, 0.035, 3, 4),
    /** Wide, with lights. */
    ARTERIAL("arterial", 52, 31, 0.07, 2, 4),
    /** Narrow, in one district. */
    STREET("street", 35, 34, 0.10, 1, 2);

    private final String id;
    private final double freeSpeedKmh;
    private final double criticalDensityVehPerKm;
    private final double speedSpreadShare;
    private final int fewestLanes;
    private final int mostLanes;

    RoadClass(
            String id,
            double freeSpeedKmh,
            double criticalDensityVehPerKm,
            double speedSpreadShare,
            int fewestLanes,
            int mostLanes) {
        this.id = id;
        this.freeSpeedKmh = freeSpeedKmh;
        this.criticalDensityVehPerKm = criticalDensityVehPerKm;
        this.speedSpreadShare = speedSpreadShare;
        this.fewestLanes = fewestLanes;
        this.mostLanes = mostLanes;
    }

    public String id() {
        return id;
    }

    /** Speed on the empty road, lights included. */
    public double freeSpeedKmh() {
        return freeSpeedKmh;
    }

    /** Density at which a lane carries most, in vehicles per km and lane. */
    public double criticalDensityVehPerKm() {
        return criticalDensityVehPerKm;
    }

    /** Standard deviation of a detector's one-minute speed around the road's, as a share of it. */
    public double speedSpreadShare() {
        return speedSpreadShare;
    }

    int fewestLanes() {
        return fewestLanes;
    }

    int mostLanes() {
        return mostLanes;
    }
}
