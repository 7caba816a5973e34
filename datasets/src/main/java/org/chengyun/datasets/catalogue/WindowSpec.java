package org.chengyun.datasets.catalogue;

import java.time.ZoneId;
import java.util.Optional;

/**
 * The windows {@code [start, end)} of one shape: which instants they start at, and where each ends. Times are epoch ms.
 * Immutable.
 */
public sealed interface WindowSpec permits FixedWindow, CalendarWindow {
    /** Reads {@code 1h}, {@code 5m/1m} (size/slide), {@code day}, {@code week} or {@code month} (of the zone). */
    static Optional<WindowSpec> parse(String text, ZoneId zone) {
        Optional<WindowSpec> calendar = CalendarWindow.parse(text, zone).map(window -> window);
        return calendar.isPresent() ? calendar : FixedWindow.parse(text).map(window -> window);
    }

    /** Start of the last window that starts at or before it. Right for times before 1970 too. */
    long lastStartMs(long timeMs);

    /** Start of the first window that contains it. */
    long firstStartMs(long timeMs);

    /** Start of the window after one. */
    long nextStartMs(long startMs);

    /** Start of the window before one. */
    long previousStartMs(long startMs);

    /** End of the window that starts there. */
    long endMs(long startMs);

    /** Whether every instant lies in exactly one window. */
    boolean isTumbling();

    /** How long a window is; of calendar windows, the longest where no clock is changed. */
    long usualMs();

    /** All starts and ends are multiples of it. */
    long gridMs();

    /** What the tables call it, column {@code size_s}: the size in seconds; of calendar windows a negative code. */
    int sizeKey();

    /** Start of the first window that ends after it. */
    default long firstEndingAfterMs(long timeMs) {
        return firstStartMs(timeMs);
    }

    /** Start of the last window that ends at or before it. */
    default long lastEndedMs(long timeMs) {
        return previousStartMs(firstStartMs(timeMs));
    }
}
