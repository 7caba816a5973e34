package org.chengyun.bench.streams;

/** A record as the first stage sees it. */
interface Folded {
    long eventTimeMs();

    /** What it is counted under where it arrives. */
    String key();

    /** What its slices travel under: a road of many sensors. */
    String group();

    void addTo(Slice slice);
}
