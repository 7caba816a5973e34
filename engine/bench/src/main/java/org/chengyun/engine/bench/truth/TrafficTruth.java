package org.chengyun.engine.bench.truth;

import java.util.List;
import org.chengyun.engine.bench.workload.Traffic;

/**
 * The answers of Q1, Q2 and Q3 in one pass over the generator. Very late events count, as they should.
 *
 * @param sensors Q1: speed per sensor and minute
 * @param roads Q2: speed per road, five minutes sliding by one
 * @param top Q3: the ten roads with the most vehicles, five minutes sliding by one
 */
public record TrafficTruth(List<StatRow> sensors, List<StatRow> roads, List<TopRow> top) {
    static final int SLIDING_MINUTES = 5;
    static final int PLACES = 10;

    public static TrafficTruth of(Traffic traffic) {
        Sums bySensor = new Sums(traffic.sensors(), Minutes.COUNT, 10);
        Sums byRoad = new Sums(Traffic.ROADS, Minutes.COUNT, 10);
        Sums volume = new Sums(Traffic.ROADS, Minutes.COUNT, 1);
        for (long i = 0; i < traffic.events(); i++) {
            int minute = Minutes.of(traffic.eventTimeMs(i));
            int sensor = traffic.sensor(i);
            int road = Traffic.road(sensor);
            int speed = traffic.speedTenths(i);
            bySensor.add(sensor, minute, speed);
            byRoad.add(road, minute, speed);
            volume.add(road, minute, traffic.volume(i));
        }
        return new TrafficTruth(
                Answers.windows(bySensor, traffic.sensors(), 1, Traffic::sensorName),
                Answers.windows(byRoad, Traffic.ROADS, SLIDING_MINUTES, Traffic::roadName),
                Answers.tops(volume, Traffic.ROADS, SLIDING_MINUTES, PLACES, Traffic::roadName));
    }
}
