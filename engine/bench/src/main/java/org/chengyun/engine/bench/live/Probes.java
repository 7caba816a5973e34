package org.chengyun.engine.bench.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which reading of which probe sensor was produced when, and how late each was seen. Thread-safe.
 *
 * <p>The n-th reading of a sensor in a minute is visible when the count of its row has come to n.
 */
final class Probes {
    private static final long MINUTE_MS = 60_000;

    private final Map<Row, Integer> counts = new HashMap<>();
    private final Map<Row, Deque<Sent>> open = new HashMap<>();
    private final Latencies latencies = new Latencies();

    private record Row(String sensor, long minuteMs) {}

    private record Sent(int n, long atNs) {}

    /** To be called right before the reading is produced. */
    synchronized void sending(String sensor, long eventTimeMs, long nowNs) {
        var row = new Row(sensor, eventTimeMs - Math.floorMod(eventTimeMs, MINUTE_MS));
        int n = counts.merge(row, 1, Integer::sum);
        open.computeIfAbsent(row, each -> new ArrayDeque<>()).add(new Sent(n, nowNs));
    }

    synchronized void seen(String sensor, long minuteMs, long count, long nowNs) {
        Deque<Sent> waiting = open.get(new Row(sensor, minuteMs));
        while (waiting != null && !waiting.isEmpty() && waiting.getFirst().n <= count) {
            latencies.add(nowNs - waiting.removeFirst().atNs);
        }
    }

    /** Forgets what was measured so far; what is under way still counts. */
    synchronized void forgetLatencies() {
        latencies.clear();
    }

    synchronized Latencies latencies() {
        return latencies.copy();
    }

    /** Produced and not seen. */
    synchronized int missing() {
        return open.values().stream().mapToInt(Deque::size).sum();
    }
}
