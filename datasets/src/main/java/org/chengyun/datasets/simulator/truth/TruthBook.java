package org.chengyun.datasets.simulator.truth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a feed delivered, hour by hour, until nothing can be added to an hour any more. Not thread-safe: one per
 * feed, owned by its thread.
 */
public final class TruthBook {
    static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;

    private final TruthFiles files;
    private final long longestDelayMs;
    private final long delayedAfterMs;
    private final TreeMap<Long, HourTruth> open = new TreeMap<>();
    private long fromHourMs = Long.MIN_VALUE;

    /**
     * An empty book.
     *
     * @param longestDelayMs from an event to the arrival of its record: after that an hour is complete
     */
    public TruthBook(TruthFiles files, long longestDelayMs, long delayedAfterMs) {
        this.files = files;
        this.longestDelayMs = longestDelayMs;
        this.delayedAfterMs = delayedAfterMs;
    }

    /**
     * Opens the book at a position. Hours that an earlier run is sure to have written whole are left alone: those that
     * were complete at the last turn of an hour before the position. A run that was killed has lost the rest.
     *
     * @return the arrival from which on everything must be counted, again if an earlier run had done so
     */
    public long openAt(long positionMs) {
        long lastTurnMs = hourOf(positionMs - 1);
        fromHourMs = hourOf(lastTurnMs - HOUR_MS - longestDelayMs);
        return fromHourMs;
    }

    private static long hourOf(long timeMs) {
        return timeMs - Math.floorMod(timeMs, HOUR_MS);
    }

    /**
     * Adds a value.
     *
     * @param scaled the value times the measure's scale
     */
    public void add(Measure measure, String value, long eventMs, long scaled, boolean repeat) {
        if (hourOf(eventMs) < fromHourMs) {
            return;
        }
        int minute = (int) (Math.floorMod(eventMs, HOUR_MS) / MINUTE_MS);
        hour(eventMs).add(measure, value, minute, scaled, repeat);
    }

    /** An observation of a pure count. */
    public void count(Measure measure, String value, long eventMs, boolean repeat) {
        add(measure, value, eventMs, 0, repeat);
    }

    /** A record arrived, whatever its state. */
    public void delivered(long eventMs, long arrivalMs, String damage, boolean readable, boolean repeat) {
        HourTruth hour = hour(arrivalMs);
        hour.arrived("delivered");
        hour.arrived(readable ? "good" : "unreadable");
        if (!damage.equals("none")) {
            hour.arrived(damage);
        }
        if (repeat) {
            hour.arrived("repeated");
        }
        if (arrivalMs - eventMs > delayedAfterMs) {
            hour.arrived("delayed");
        }
    }

    private HourTruth hour(long timeMs) {
        return open.computeIfAbsent(hourOf(timeMs), h -> new HourTruth());
    }

    /** At an hour's turn: writes every hour, and forgets those to which nothing can be added any more. */
    public void turn(long positionMs) throws IOException {
        for (Map.Entry<Long, HourTruth> entry : new ArrayList<>(open.entrySet())) {
            boolean complete = entry.getKey() + HOUR_MS + longestDelayMs < positionMs;
            // Minutes are many: they are written once.
            files.write(entry.getKey(), entry.getValue(), complete);
            if (complete) {
                open.remove(entry.getKey());
            }
        }
    }

    /** At the end: writes every hour as far as it has come. */
    public void close() throws IOException {
        for (Map.Entry<Long, HourTruth> entry : open.entrySet()) {
            files.write(entry.getKey(), entry.getValue(), true);
        }
    }
}
