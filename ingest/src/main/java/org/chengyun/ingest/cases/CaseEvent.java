package org.chengyun.ingest.cases;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a case.
 *
 * @param action {@link #OPENED}, {@link #CHANGED}, {@link #CLOSED} or {@link #REOPENED}
 * @param atMs milliseconds since 1970
 * @param hours from the opening to this closing; null unless it closes
 * @param evidence what it says about the case, whatever it was counted as
 */
public record CaseEvent(String action, long atMs, @Nullable Double hours, Evidence evidence) {
    public static final String OPENED = "opened";
    public static final String CHANGED = "changed";
    public static final String CLOSED = "closed";
    public static final String REOPENED = "reopened";
}
