package org.chengyun.dashboard.overview;

/**
 * A micro-batch was committed: numbers may have changed.
 *
 * @param cut id of the commit; ids rise
 */
public record CutNotice(long cut) {}
