package org.chengyun.ingest.tally;

/** What is counted of a feed besides its records. */
public enum Event {
    /** A try that failed and is repeated. */
    FAILED,
    /** Something was lost before Kafka. */
    DROPPED,
    /** A connection was not taken. */
    REFUSED,
    /** A record of cases, among those decoded, told nothing new. */
    REPEATED
}
