package org.chengyun.engine.runner.loop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the datasets of a process hold in texts and series together, and who must let go of it; and what they hold in keys
 * of readings, which nobody can let go of. Thread-safe.
 */
public final class KnownBytes {
    private final long most;
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final Map<String, Long> keys = new ConcurrentHashMap<>();

    public KnownBytes(long most) {
        this.most = most;
    }

    /** Notes what a dataset holds. True if that is too much in all, and no dataset holds more. */
    boolean isTooMuch(String dataset, long bytes) {
        held.put(dataset, bytes);
        long all = 0;
        long largest = 0;
        for (long one : held.values()) {
            all += one;
            largest = Math.max(largest, one);
        }
        return all > most - Math.min(keyBytes(), mostKeys()) && bytes >= largest;
    }

    /** Notes what the keys of a dataset's readings take. True if that is too much in all: half of the bytes. */
    boolean areTooMany(String dataset, long bytes) {
        keys.put(dataset, bytes);
        return keyBytes() > mostKeys();
    }

    private long keyBytes() {
        return keys.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes that keys of readings may take. */
    long mostKeys() {
        return most / 2;
    }

    void released(String dataset) {
        held.remove(dataset);
        keys.remove(dataset);
    }

    long most() {
        return most;
    }
}
