package org.chengyun.datasets.simulator.feed;

import java.util.List;
import java.util.function.Consumer;

/**
 * One feed of the city as a pure function of time: any slot can be asked for, in any order, and answers the same each
 * time. Implementations remember what they computed last, so they are not thread-safe: one per thread.
 */
public interface Feed {
    long SLOT_MS = 60_000;

    /** Id of the dataset that the feed's records belong to. */
    String dataset();

    /** Everything that a slot {@code [slotMs, slotMs + SLOT_MS)} brings forth; nothing of it arrives before its start. */
    void generate(long slotMs, Consumer<Delivery> out);

    /** Longest time from a slot's start to the arrival of its last record. */
    long longestWaitMs();

    /** Longest time from an event to the arrival of its record. */
    long longestDelayMs();

    /** How much later than its event a record must arrive to be called delayed. */
    long delayedAfterMs();

    /** What begins in {@code [fromMs, toMs)}, in order of time. */
    List<Happening> happenings(long fromMs, long toMs);
}
