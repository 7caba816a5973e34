package org.chengyun.engine.core.flow;

/**
 * What the flow control decided, and from what. Immutable.
 *
 * @param mostRows of a batch
 * @param commitMs how long a commit takes on average
 * @param commitHighMs what it seldom exceeds
 * @param lagRecords in Kafka and not read yet
 * @param behindMs how long reading them takes at the present rate
 * @param eventsPerSecond read lately
 * @param delayP50Ms of the last batches without a backlog, from reading the first record until visible
 * @param delayP99Ms likewise
 * @param ageMs of the last batch's oldest record when it was visible, since its arrival in Kafka
 */
public record FlowState(
        Pace pace,
        long delayTargetMs,
        long intervalMs,
        int mostRows,
        double commitMs,
        double commitHighMs,
        long lagRecords,
        long behindMs,
        double eventsPerSecond,
        long delayP50Ms,
        long delayP99Ms,
        long ageMs) {
    /** Before anything is decided. */
    public static final FlowState NONE = new FlowState(Pace.LIVE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** For people: why the batches are as they are. */
    public String why() {
        return switch (pace) {
            case LIVE ->
                "commits take %.0f ms, seldom over %.0f: one every %d ms keeps the delay below %d ms"
                        .formatted(commitMs, commitHighMs, intervalMs, delayTargetMs);
            case STRAINED ->
                "commits take %.0f ms, seldom over %.0f: too long for a delay below %d ms, whatever the interval"
                        .formatted(commitMs, commitHighMs, delayTargetMs);
            case CATCHING_UP ->
                "%,d records behind, at %,.0f/s for another %.1f s: batches of up to %,d rows, one every %d ms at the soonest"
                        .formatted(lagRecords, eventsPerSecond, behindMs / 1000.0, mostRows, intervalMs);
        };
    }
}
