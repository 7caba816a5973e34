package org.chengyun.datasets.simulator.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of a log line. Remembers the last minute, because neighbours share it: not thread-safe. */
final class LogTime {
    private static final DateTimeFormatter TO_MINUTE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(" xx", Locale.ENGLISH);

    private final ZoneId zone;
    private long minute = Long.MIN_VALUE;
    private String before = "";
    private String after = "";

    LogTime(ZoneId zone) {
        this.zone = zone;
    }

    void append(StringBuilder out, long epochMs) {
        long wanted = Math.floorDiv(epochMs, 60_000);
        if (wanted != minute) {
            var local = Instant.ofEpochMilli(epochMs).atZone(zone);
            before = TO_MINUTE.format(local);
            after = OFFSET.format(local);
            minute = wanted;
        }
        int second = Math.floorMod(epochMs, 60_000) / 1000;
        out.append(before).append(second / 10).append(second % 10).append(after);
    }
}
