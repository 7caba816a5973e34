package org.chengyun.dashboard.whole;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered readings of one site, {@value #STEP_MS} ms of event time apart, so that the window of every minute is known.
 * Thread-safe.
 */
final class Readings {
    static final Instant START = Instant.parse("2026-03-04T00:00:00Z");
    private static final int STEP_MS = 20;
    private static final int PER_MINUTE = 60_000 / STEP_MS;

    final String site;
    private final AtomicInteger made = new AtomicInteger();

    Readings(String site) {
        this.site = site;
    }

    /** The next one, of a detector. */
    String detector() {
        int number = made.getAndIncrement();
        return "{\"site\":\"%s\",\"at\":%d,\"speed_kmh\":%d}".formatted(site, at(number), 30 + number % 60);
    }

    /** The next one, of an air quality station. */
    String station() {
        int number = made.getAndIncrement();
        return "{\"station\":\"%s\",\"time\":%d,\"pm2_5\":%d}".formatted(site, at(number), number % 50);
    }

    private static long at(int number) {
        return START.toEpochMilli() + (long) STEP_MS * number;
    }

    String detectors(int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(detector()).append('\n');
        }
        return lines.toString();
    }

    int count() {
        return made.get();
    }

    /** How many readings each minute must hold, by its start. */
    Map<Instant, Long> perMinute() {
        Map<Instant, Long> minutes = new TreeMap<>();
        for (long left = made.get(), minute = 0; left > 0; left -= PER_MINUTE, minute++) {
            minutes.put(START.plusSeconds(60 * minute), Math.min(PER_MINUTE, left));
        }
        return minutes;
    }
}
