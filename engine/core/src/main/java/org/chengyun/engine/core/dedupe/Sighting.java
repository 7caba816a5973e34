package org.chengyun.engine.core.dedupe;

/** What is known of a reading when it comes. */
public enum Sighting {
    /** It counts, and is remembered. */
    FIRST,
    /** It was counted before. */
    REPEATED,
    /** Too old to tell: it counts. */
    UNCHECKED
}
