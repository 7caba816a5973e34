package org.chengyun.engine.bench.topic;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.bench.workload.Traffic;

/** Readings as Chengyun's own ingest writes them. */
final class TrafficAvro implements TimedRecords {
    private final Traffic traffic;
    private final ObservationEncoder encoder;
    private final String[] sensors;
    private final String[] roads;
    private final String[] districts;

    /** @param schema with the fields of the JSON form in the same order */
    TrafficAvro(Traffic traffic, Schema schema) {
        this.traffic = traffic;
        this.encoder = new ObservationEncoder(schema);
        sensors = names(traffic.sensors(), Traffic::sensorName);
        roads = names(Traffic.ROADS, Traffic::roadName);
        districts = names(Traffic.DISTRICTS, Traffic::districtName);
    }

    private static String[] names(int count, java.util.function.IntFunction<String> name) {
        return IntStream.range(0, count).mapToObj(name).toArray(String[]::new);
    }

    @Override
    public int key(long i) {
        return traffic.sensor(i);
    }

    @Override
    public byte[] keyBytes(int key) {
        return sensors[key].getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] value(long i) {
        return value(i, traffic.eventTimeMs(i));
    }

    @Override
    public byte[] value(long i, long eventTimeMs) {
        int sensor = traffic.sensor(i);
        int road = Traffic.road(sensor);
        return encoder.encode(new Object[] {
            eventTimeMs,
            sensors[sensor],
            roads[road],
            districts[Traffic.district(road)],
            traffic.speedTenths(i) / 10.0,
            traffic.volume(i),
            traffic.occupancyHundredths(i) / 100.0
        });
    }

    @Override
    public byte[] probe(String sensor, long eventTimeMs) {
        return encoder.encode(new Object[] {eventTimeMs, sensor, roads[0], districts[0], 50.0, 1, 0.1});
    }

    @Override
    public byte[] marker(int partition) {
        return encoder.encode(new Object[] {Traffic.MARKER_MS, "END-" + partition, "END", "END", 0.0, 0, 0.0});
    }
}
