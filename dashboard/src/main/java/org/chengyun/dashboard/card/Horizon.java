package org.chengyun.dashboard.card;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How far back the page looks, and in which windows. */
public enum Horizon {
    /** The last 60 windows of one minute. */
    HOUR("1m", Duration.ofMinutes(1), 60),
    /** The last 48 windows of one hour. */
    DAYS("1h", Duration.ofHours(1), 48),
    /** The last 30 windows of one day of the city. */
    MONTH("day", Duration.ofDays(1), 30);

    private final String window;
    private final Duration size;
    private final int windows;

    Horizon(String window, Duration size, int windows) {
        this.window = window;
        this.size = size;
        this.windows = windows;
    }

    /** Name of the window in the REST contract. */
    public String window() {
        return window;
    }

    public Duration size() {
        return size;
    }

    /** How many windows a series shows, the open one included. */
    public int windows() {
        return windows;
    }

    /** The word in the address and in the translation keys. */
    public String word() {
        return switch (this) {
            case HOUR -> "hour";
            case DAYS -> "days";
            case MONTH -> "month";
        };
    }

    public static Optional<Horizon> of(String word) {
        return Arrays.stream(values()).filter(h -> h.word().equals(word)).findFirst();
    }
}
