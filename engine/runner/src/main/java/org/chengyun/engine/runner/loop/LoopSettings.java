package org.chengyun.engine.runner.loop;

import java.time.Duration;

/**
 * How the loop runs.
 *
 * @param job whose offsets are used; {@code live} for the running catalogue
 * @param instance name of this process that it keeps when it is started again: then it has its partitions back at once
 *     instead of when its former self has timed out; empty for none
 * @param bootstrapServers of Kafka
 * @param commitInterval shortest time between two commits of a dataset
 * @param batchMaxRows a batch with so many deltas is committed without waiting, and reading pauses until it can be
 * @param quarantineMaxRows limit of the quarantine table
 */
public record LoopSettings(
        String job,
        String instance,
        String bootstrapServers,
        Duration commitInterval,
        int batchMaxRows,
        long quarantineMaxRows) {}
