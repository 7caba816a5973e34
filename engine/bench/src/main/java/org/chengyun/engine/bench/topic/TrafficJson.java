package org.chengyun.engine.bench.topic;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.chengyun.engine.bench.workload.Traffic;

/** Readings as JSON: {@code {"ts":…,"sensor":"S01234","road":"R117","district":"D07","speed":53.2,…}}. */
public final class TrafficJson implements TimedRecords {
    private static final byte[] TS = ascii("{\"ts\":");
    private static final byte[] SENSOR = ascii(",\"sensor\":\"");
    private static final byte[] SPEED = ascii("\",\"speed\":");
    private static final byte[] VOLUME = ascii(",\"volume\":");
    private static final byte[] OCCUPANCY = ascii(",\"occupancy\":0.");

    private final Traffic traffic;
    private final byte[][] names;
    private final byte[][] places;
    private final Text text = new Text();

    public TrafficJson(Traffic traffic) {
        this.traffic = traffic;
        names = IntStream.range(0, traffic.sensors())
                .mapToObj(sensor -> ascii(Traffic.sensorName(sensor)))
                .toArray(byte[][]::new);
        places = IntStream.range(0, Traffic.ROADS)
                .mapToObj(road -> ascii("\",\"road\":\"" + Traffic.roadName(road) + "\",\"district\":\""
                        + Traffic.districtName(Traffic.district(road))))
                .toArray(byte[][]::new);
    }

    @Override
    public int key(long i) {
        return traffic.sensor(i);
    }

    @Override
    public byte[] keyBytes(int key) {
        return names[key];
    }

    @Override
    public byte[] value(long i) {
        int sensor = traffic.sensor(i);
        return write(
                traffic.eventTimeMs(i),
                names[sensor],
                places[Traffic.road(sensor)],
                traffic.speedTenths(i),
                traffic.volume(i),
                traffic.occupancyHundredths(i));
    }

    @Override
    public byte[] value(long i, long eventTimeMs) {
        int sensor = traffic.sensor(i);
        return write(
                eventTimeMs,
                names[sensor],
                places[Traffic.road(sensor)],
                traffic.speedTenths(i),
                traffic.volume(i),
                traffic.occupancyHundredths(i));
    }

    @Override
    public byte[] probe(String sensor, long eventTimeMs) {
        return write(eventTimeMs, ascii(sensor), places[0], 500, 1, 10);
    }

    @Override
    public byte[] marker(int partition) {
        return write(
                Traffic.MARKER_MS, ascii("END-" + partition), ascii("\",\"road\":\"END\",\"district\":\"END"), 0, 0, 0);
    }

    private byte[] write(long timeMs, byte[] sensor, byte[] place, int speedTenths, int volume, int occupancy) {
        return text.clear()
                .add(TS)
                .add(timeMs)
                .add(SENSOR)
                .add(sensor)
                .add(place)
                .add(SPEED)
                .add(speedTenths / 10)
                .add(".")
                .add(speedTenths % 10)
                .add(VOLUME)
                .add(volume)
                .add(OCCUPANCY)
                .add2(occupancy)
                .add("}")
                .bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
