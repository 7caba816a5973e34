package org.chengyun.datasets.simulator.feed;

import org.chengyun.datasets.simulator.truth.TruthBook;

/** What happened in the city, before it becomes a record of a feed. Immutable. */
public interface Observation {
    long eventMs();

    /** Writes the record as the feed does, with the damage that concerns a single value; no line end. */
    void render(StringBuilder out, Damage damage);

    /** The first byte from which on the record would still be an observation if it were cut there. */
    int vitalLength(String line);

    /**
     * Counts it.
     *
     * @param repeat true if the same record had been delivered before
     */
    void recordIn(TruthBook book, Damage damage, boolean repeat);
}
