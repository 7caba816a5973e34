package org.chengyun.ingest.health;

import java.util.List;
import java.util.OptionalLong;
import org.chengyun.ingest.tally.FeedTally;
import org.chengyun.ingest.tally.Minute;

/**
 * How one feed of this process is doing. Immutable.
 *
 * @param transport how it comes: the word in feeds.yaml, or {@code push} or {@code load}
 * @param format as configured; empty if it is recognised
 * @param everyS of what is fetched: time between two rounds, seconds
 * @param trouble why it fails; empty if it does not
 * @param unwritten minutes that the database does not have as they are, the oldest first
 */
record FeedState(
        String feed,
        String dataset,
        String transport,
        String format,
        OptionalLong everyS,
        String trouble,
        FeedTally.Moments moments,
        OptionalLong connections,
        OptionalLong waitingBytes,
        OptionalLong behindBytes,
        OptionalLong behindRecords,
        List<Minute> unwritten) {
    FeedState {
        unwritten = List.copyOf(unwritten);
    }
}
