package org.chengyun.engine.runner.loop;

import java.time.Duration;
import org.chengyun.engine.core.flow.FlowLimits;

/**
 * How the loop runs.
 *
 * @param job whose offsets are used; {@code live} for the running catalogue
 * @param instance name of this process that it keeps when it is started again: then it has its partitions back at once
 *     instead of when its former self has timed out; empty for none
 * @param bootstrapServers of Kafka
 * @param flow how large batches may be, and how soon they are wanted
 * @param quarantineMaxRows limit of the quarantine table
 */
public record LoopSettings(
        String job, String instance, String bootstrapServers, FlowLimits flow, long quarantineMaxRows) {
    /** Wanted if nobody says otherwise. */
    public static final Duration DELAY_TARGET = Duration.ofMillis(450);

    /** With the usual delay target. */
    public LoopSettings(
            String job,
            String instance,
            String bootstrapServers,
            Duration commitInterval,
            int batchMaxRows,
            long quarantineMaxRows) {
        this(
                job,
                instance,
                bootstrapServers,
                new FlowLimits(DELAY_TARGET.toMillis(), commitInterval.toMillis(), batchMaxRows),
                quarantineMaxRows);
    }
}
