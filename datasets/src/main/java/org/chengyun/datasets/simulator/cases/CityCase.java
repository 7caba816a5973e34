package org.chengyun.datasets.simulator.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.chengyun.datasets.simulator.city.CaseType;
import org.chengyun.datasets.simulator.city.Channel;
import org.chengyun.datasets.simulator.city.District;

/**
 * A case from its opening to its closing. Immutable.
 *
 * @param number of the case among those of its minute
 * @param openedMs whole seconds
 * @param closedMs whole seconds; {@link #NEVER} if nobody closes it
 * @param roll decides what is not needed for counting, such as the place
 */
record CityCase(
        int number,
        CaseType type,
        District district,
        Channel channel,
        long openedMs,
        long closedMs,
        ZoneId zone,
        long roll) {
    static final long NEVER = Long.MAX_VALUE;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    String id() {
        String minute = MINUTE.format(Instant.ofEpochMilli(openedMs));
        return "YJ" + minute + (number < 10 ? "-0" : "-") + number;
    }

    boolean isClosed() {
        return closedMs != NEVER;
    }

    /** Closed minus opened on the city's wall clock, as agencies reckon. */
    long wallClockSeconds() {
        return (closedMs - openedMs) / 1000 + offsetSeconds(closedMs) - offsetSeconds(openedMs);
    }

    private long offsetSeconds(long epochMs) {
        return zone.getRules().getOffset(Instant.ofEpochMilli(epochMs)).getTotalSeconds();
    }
}
