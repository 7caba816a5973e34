package org.chengyun.api.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the processes that take a feed say of it, put together. Immutable.
 *
 * @param processes how many take it at the moment
 * @param saidAt when one of them last said anything
 * @param startedAt since when they take it
 * @param trouble why it fails; empty if it does not
 * @param reachedAt when its source last answered, whether it had anything new or not
 * @param recordAt when the last record was committed, whatever became of it
 * @param goodAt when the last one was committed that could be read
 * @param newest newest event time
 * @param everyS of what is fetched: time between two rounds, seconds
 */
record FeedFacts(
        FeedKey key,
        String transport,
        String format,
        OptionalLong everyS,
        int processes,
        Instant saidAt,
        Instant startedAt,
        String trouble,
        Optional<Instant> troubleSince,
        Optional<Instant> reachedAt,
        Optional<Instant> recordAt,
        Optional<Instant> goodAt,
        Optional<Instant> newest,
        OptionalLong connections,
        OptionalLong waitingBytes,
        OptionalLong behindBytes,
        OptionalLong behindRecords) {
    /** Whether it should bring records by itself, so that its silence means something. */
    boolean isLive() {
        return isConfigured() && !transport.equals("files");
    }

    /** Whether a feeds.yaml has it; else it stands for what people and agencies send. */
    boolean isConfigured() {
        return !transport.equals("push") && !transport.equals("load");
    }

    /** As it is named in addresses. */
    String id() {
        return isConfigured() ? key.feed() : key.feed() + ":" + key.dataset();
    }
}
