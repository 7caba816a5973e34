package org.chengyun.engine.runner.loop;

import java.time.Duration;
import org.chengyun.engine.core.flow.FlowLimits;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.runner.store.SeriesLimits;

/**
 * How the loop runs.
 *
 * @param job whose offsets are used; {@code live} for the running catalogue
 * @param instance name of this process that it keeps when it is started again: then it has its partitions back at once
 *     instead of when its former self has timed out; empty for none
 * @param bootstrapServers of Kafka
 * @param flow how large batches may be, and how soon they are wanted
 * @param closing when windows of history close
 * @param series how many of them a metric may have
 * @param fetchBytes most bytes of one answer of Kafka; a larger single record is read all the same
 * @param lanes how many threads fold a backlog of a dataset
 * @param quarantineMaxRows limit of the quarantine table
 */
public record LoopSettings(
        String job,
        String instance,
        String bootstrapServers,
        FlowLimits flow,
        ClosePolicy closing,
        SeriesLimits series,
        int fetchBytes,
        int lanes,
        long quarantineMaxRows) {
    /** Wanted if nobody says otherwise. */
    public static final Duration DELAY_TARGET = Duration.ofMillis(450);

    private static final int MOST_LANES = 4;

    /** Half of the processors, one at least and four at most: Kafka, the database and the committing thread want the others. */
    public static final int USUAL_LANES = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_LANES);

    private static final SeriesLimits SERIES = new SeriesLimits(200_000, 5_000_000);
    private static final MemoryPlan HEAP_FOR_ONE =
            MemoryPlan.of(Runtime.getRuntime().maxMemory(), 1);

    /** With the usual delay target and limits of series, two lanes, and the heap for one dataset. */
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
                new FlowLimits(
                        DELAY_TARGET.toMillis(), commitInterval.toMillis(), batchMaxRows, HEAP_FOR_ONE.batchBytes()),
                ClosePolicy.DEFAULT,
                SERIES,
                HEAP_FOR_ONE.fetchBytes(),
                2,
                quarantineMaxRows);
    }
}
