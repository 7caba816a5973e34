package org.chengyun.api.report;

/**
 * Turns a brief into the bytes of one format.
 *
 * <p>Pure: the same brief gives the same bytes, whatever the machine's clock, locale or zone. Thread-safe.
 */
public interface BriefRenderer {
    /** Name and version of the layout; it changes when the same brief would give other bytes. */
    String TEMPLATE = "daily-brief@2";

    BriefFormat format();

    byte[] render(Brief brief);
}
