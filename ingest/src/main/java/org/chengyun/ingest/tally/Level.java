package org.chengyun.ingest.tally;

/** A number of a feed that goes up and down. */
public enum Level {
    /** Open connections of senders. */
    CONNECTIONS,
    /** What arrived and is not on its way to Kafka yet. */
    WAITING_BYTES,
    /** What waits in a topic of raw records. */
    BEHIND_RECORDS
}
