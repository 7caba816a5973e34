package org.chengyun.datasets.simulator.feed;

import java.util.Locale;

/** What happened to a record on its way. */
public enum Damage {
    NONE,
    /** The line ends in the middle. */
    TRUNCATED,
    /** Bytes that are no UTF-8 stand where the text was. */
    NOT_UTF8,
    /** The time does not exist. */
    UNREADABLE_TIME,
    /** A receiver that miscounts GPS weeks: 1,024 weeks ahead. */
    FUTURE_TIME,
    /** A speed that no vehicle has. */
    IMPOSSIBLE_SPEED,
    /** The record does not say which case it is about. */
    MISSING_CASE_ID,
    /** The detector reports under a name that is not registered; its readings are good, but belong to no road. */
    UNKNOWN_SITE;

    /** How far ahead a {@link #FUTURE_TIME} lies: 1,024 weeks. */
    public static final long AHEAD_MS = 1024L * 7 * 86_400_000;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in the truth's files. */
    public String id() {
        return id;
    }

    /** Whether a record with this damage must still be counted as an observation. */
    public boolean isReadable() {
        return this == NONE || this == UNKNOWN_SITE;
    }
}
