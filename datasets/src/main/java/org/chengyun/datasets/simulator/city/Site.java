package org.chengyun.datasets.simulator.city;

/**
 * A traffic detector across the lanes of one direction of a road.
 *
 * @param atKm place along the road
 * @param inbound true if it counts the traffic towards the centre (on a ring: clockwise)
 * @param phaseMs offset of its reports within the minute
 * @param speedFactor how much faster than the road its stretch is
 * @param active false for a detector that is still registered but was taken out of service
 */
public record Site(
        int index,
        String id,
        Road road,
        District district,
        double atKm,
        boolean inbound,
        int phaseMs,
        double speedFactor,
        boolean active,
        long lonMicro,
        long latMicro) {}
