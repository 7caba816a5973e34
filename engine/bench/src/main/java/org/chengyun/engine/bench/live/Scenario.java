package org.chengyun.engine.bench.live;

import java.util.List;

/**
 * One live measurement.
 *
 * @param perSecond readings
 * @param sensors how many there are
 * @param heap arguments of the contestant's Java
 */
public record Scenario(String contestant, int perSecond, int sensors, List<String> heap) {
    private static final int CITY_RATE = 5_000;
    private static final int CITY_SENSORS = 100_000;

    /** The race against Flink, and a city's usual load on a small heap. */
    public static List<Scenario> usual(int perSecond, int sensors) {
        return List.of(
                new Scenario("chengyun-avro", perSecond, sensors, List.of("-Xmx512m", "-XX:+UseSerialGC")),
                new Scenario("chengyun-json", perSecond, sensors, List.of("-Xmx512m", "-XX:+UseSerialGC")),
                new Scenario("flink-copy", perSecond, sensors, List.of("-Xmx4g", "-XX:+UseParallelGC")),
                new Scenario("chengyun-avro", CITY_RATE, CITY_SENSORS, List.of("-Xmx256m", "-XX:+UseSerialGC")));
    }
}
