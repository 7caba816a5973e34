package org.chengyun.api.feed;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sensor that should report. Immutable.
 *
 * @param controller what it hangs on with others; null if the registry does not say and none stands at the same place
 * @param intervalS how often it should report, seconds
 * @param last end of the last slice of event time with a report; empty if there was none within {@link SensorReader#BACK}
 */
record Sensor(
        String id,
        @Nullable String controller,
        @Nullable String road,
        @Nullable String district,
        int intervalS,
        Optional<Instant> last) {
    private static final int REPORTS_MISSED = 3;

    /** Whether it missed three reports up to then. */
    boolean isSilent(Instant asOf) {
        return last.map(at -> !at.plusSeconds((long) REPORTS_MISSED * intervalS).isAfter(asOf))
                .orElse(true);
    }
}
