package org.chengyun.engine.bench.workload;

/**
 * Readings of traffic sensors over one hour of event time. Event {@code i} of {@code events} is a pure function of seed,
 * number and how many there are; events come in the order of their numbers. Immutable.
 *
 * @param events how many there are, without the end markers
 * @param sensors how many different sensors; the road is a function of the sensor, the district of the road
 * @param veryLate whether one in a thousand is later than the two minutes that watermarks allow
 */
public record Traffic(long seed, long events, int sensors, boolean veryLate) {
    /** Start of the hour; a multiple of five minutes. */
    public static final long START_MS = 1_700_000_100_000L;

    public static final long SPAN_MS = 3_600_000;
    public static final long END_MS = START_MS + SPAN_MS;
    /** Event time of the end markers: it pushes watermarks past the last window that holds an event. */
    public static final long MARKER_MS = END_MS + 600_000;
    /** Up to where a watermark must come before every window that holds an event is closed. */
    public static final long LAST_CLOSE_MS = END_MS + 300_000;

    public static final int MOST_LATE_MS = 600_000;
    public static final int PARTITIONS = 8;
    public static final int SENSORS = 10_000;
    public static final int ROADS = 300;
    public static final int DISTRICTS = 16;

    private static final int USUALLY_LATE_MS = 60_000;
    private static final int ALLOWED_LATE_MS = 120_000;

    public Traffic {
        if (events < 1 || sensors < ROADS || sensors > 100_000) {
            throw new IllegalArgumentException("events %d, sensors %d".formatted(events, sensors));
        }
    }

    public long eventTimeMs(long i) {
        return START_MS + i * SPAN_MS / events - delayMs(i);
    }

    private long delayMs(long i) {
        long dice = dice(i, 1);
        int perMille = (int) Long.remainderUnsigned(dice, 1000);
        long more = (dice >>> 32);
        if (perMille < 10) {
            return 1 + more % USUALLY_LATE_MS;
        }
        if (veryLate && perMille == 10) {
            return ALLOWED_LATE_MS + 1 + more % (MOST_LATE_MS - ALLOWED_LATE_MS);
        }
        return 0;
    }

    /** 0 to {@code sensors - 1}. */
    public int sensor(long i) {
        return (int) Long.remainderUnsigned(dice(i, 2), sensors);
    }

    public static int road(int sensor) {
        return sensor % ROADS;
    }

    public static int district(int road) {
        return road % DISTRICTS;
    }

    /** Tenths of km/h, 0 to 1,719; every road has its own level. */
    public int speedTenths(long i) {
        long dice = dice(i, 3);
        int level = 200 + (road(sensor(i)) * 37) % 700;
        return level + (int) ((dice & 0xff) + ((dice >>> 8) & 0xff)) * 2 - 200;
    }

    /** Vehicles, 0 to 31. */
    public int volume(long i) {
        return (int) (dice(i, 3) >>> 59);
    }

    /** Hundredths, 0 to 99. */
    public int occupancyHundredths(long i) {
        return (int) ((dice(i, 3) >>> 32) % 100);
    }

    /** SplitMix64 of seed, number and purpose. */
    private long dice(long i, int purpose) {
        long z = seed + (4 * i + purpose) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public static String sensorName(int sensor) {
        return "S%05d".formatted(sensor);
    }

    public static String roadName(int road) {
        return "R%03d".formatted(road);
    }

    public static String districtName(int district) {
        return "D%02d".formatted(district);
    }
}
