package org.chengyun.engine.bench.workload;

/**
 * Requests to a portal over one hour of event time, like {@link Traffic}. Immutable.
 *
 * @param events how many there are, without the end markers
 */
public record Portal(long seed, long events) {
    public static final int SERVICES = 200;
    public static final int ADDRESSES = 50_000;
    private static final int USUALLY_LATE_MS = 60_000;
    private static final int[] STATUS = {200, 200, 200, 200, 200, 200, 200, 200, 201, 206, 301, 302, 304, 404, 403, 500
    };

    public Portal {
        if (events < 1) {
            throw new IllegalArgumentException("events " + events);
        }
    }

    /** A log line tells whole seconds, so this is a multiple of 1,000. */
    public long eventTimeMs(long i) {
        long dice = dice(i, 1);
        long delayMs = Long.remainderUnsigned(dice, 100) == 0 ? 1 + (dice >>> 32) % USUALLY_LATE_MS : 0;
        long exactMs = Traffic.START_MS + i * Traffic.SPAN_MS / events - delayMs;
        return exactMs - Math.floorMod(exactMs, 1000L);
    }

    /** 0 to 199; some are asked for far more often than others. */
    public int service(long i) {
        long dice = dice(i, 2);
        int a = (int) ((dice & 0xffff) % SERVICES);
        int b = (int) (((dice >>> 16) & 0xffff) % SERVICES);
        return Math.min(a, b);
    }

    public int address(long i) {
        return (int) ((dice(i, 2) >>> 33) % ADDRESSES);
    }

    public int status(long i) {
        return STATUS[(int) (dice(i, 3) & 15)];
    }

    public int bytes(long i) {
        return 200 + (int) ((dice(i, 3) >>> 40) % 50_000);
    }

    public int page(long i) {
        return (int) ((dice(i, 3) >>> 8) & 0x3f);
    }

    private long dice(long i, int purpose) {
        long z = seed + 77 + (4 * i + purpose) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public static String serviceName(int service) {
        return "s%03d".formatted(service);
    }

    public static String addressText(int address) {
        return "10.%d.%d.%d".formatted(address >>> 12, (address >>> 6) & 63, address & 63);
    }
}
