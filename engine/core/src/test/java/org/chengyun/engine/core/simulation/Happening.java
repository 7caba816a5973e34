package org.chengyun.engine.core.simulation;

/** What a run must go through to be worth anything: over many seeds each of it must have happened. */
enum Happening {
    COMMITTED,
    CLOSED,
    FOLLOWED,
    CORRECTED,
    /** Sessions became one. */
    BRIDGED,
    SESSION_CORRECTED,
    REJECTED,
    NEVER_ARRIVED,
    ANSWER_LOST,
    LANDED_LATER,
    FENCED,
    QUARANTINE_FULL,
    QUARANTINE_EMPTIED,
    CRASHED,
    FROZEN,
    /** An instance went on after its partitions were given to others. */
    ZOMBIE,
    LEFT_IN_ORDER,
    SESSION_DROPPED,
    FLUSHED,
    FLUSH_GIVEN_UP,
    DATABASE_AWAY,
    BROKER_AWAY,
    FULL_BATCH_WAITED,
    /** The flow control went over to large batches for a backlog, and back. */
    FELL_BEHIND,
    CAUGHT_UP,
    /** Commits took too long for the delay target. */
    STRAINED,
    /** A reading came again and did not count. */
    REPEATED,
    /** A reading came too late to tell whether it is a repetition. */
    UNCHECKED
}
