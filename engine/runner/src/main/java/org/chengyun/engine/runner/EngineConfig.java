package org.chengyun.engine.runner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What an operator may set on the engine. Unknown keys under this prefix stop the start. */
@ConfigMapping(prefix = "chengyun.engine")
public interface EngineConfig {
    /**
     * Longest wanted time from a record's arrival in Kafka until it is visible, for 99 of 100 and without a backlog. The
     * engine chooses the interval between commits by it.
     */
    @WithDefault("450ms")
    Duration delayTarget();

    /**
     * Shortest time between two commits of a dataset, unless the delay target asks for less: shorter is fresher, longer is
     * fewer transactions.
     */
    @WithDefault("200ms")
    Duration commitInterval();

    /** A batch with so many rows to write is committed at once, and reading waits until it is. Bounds memory. */
    @WithDefault("200000")
    int batchMaxRows();

    /**
     * History (a file of last year, a backlog) is seldom in order: its windows close when nothing came for so long, so that
     * they are computed once instead of being corrected again and again; after ten seconds at the latest.
     */
    @WithDefault("1s")
    Duration settledAfter();

    /** How many threads fold the backlog of a dataset; usually half of the processors, four at most. */
    OptionalInt lanes();

    /**
     * New series that a metric may get in a minute, all instances together. What observations of further ones bring counts
     * in the metric's series "other (over the limit)", until the next minute has room for them. A dataset may say otherwise
     * ({@code limits}).
     */
    @WithDefault("200000")
    int maxNewSeries();

    /** Series that a metric may have; beyond it as with {@link #maxNewSeries}. */
    @WithDefault("5000000")
    long maxSeries();

    /**
     * Name of this instance among several, kept over restarts: a restarted one has its partitions back at once, instead of
     * when Kafka's group has missed it for ten seconds. No two may have the same.
     */
    Optional<String> instance();

    /** Records that the quarantine table may hold; at the limit whatever fills it waits. */
    @WithDefault("500000")
    long quarantineMaxRows();

    /** How often to look for results that the datasets keep no longer ({@code keep}), and to remove them. */
    @WithDefault("1h")
    Duration retentionEvery();
}
