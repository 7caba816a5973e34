package org.chengyun.engine.runner.loop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the datasets of a process hold in texts and series together, and who must let go of it. Thread-safe. */
public final class KnownBytes {
    private final long most;
    private final Map<String, Long> held = new ConcurrentHashMap<>();

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
        return all > most && bytes >= largest;
    }

    void released(String dataset) {
        held.remove(dataset);
    }

    long most() {
        return most;
    }
}
