package org.chengyun.engine.core.simulation;

/** Faults that are put into the simulated instances and tables on purpose: the simulation must find each. */
enum Bug {
    NONE,
    /** The offsets move wherever they stand. */
    NO_COMPARE_AND_SWAP,
    /** Offsets and results are two transactions. */
    OFFSETS_APART,
    /** A batch in doubt is always committed again, and nothing else stops it. */
    LOST_MEANS_NOT_COMMITTED,
    /** A batch in doubt counts as committed. */
    LOST_MEANS_COMMITTED,
    /** The deltas are used again after the first try of a commit, whatever came of it. */
    DELTAS_TOO_EARLY,
    /** Partitions are given away with a batch in hand. */
    NO_FLUSH,
    /** A delta is late or not by the watermark that the instance knows, not by that of the tables. */
    STALE_WATERMARK,
    /** Windows are closed from where the instance believes, not from where the tables say. */
    STALE_CLOSE,
    /** Late deltas correct their slice alone. */
    NO_EXPANSION,
    /** New sessions are joined with the one before them, never with one after. */
    NO_BRIDGE,
    /** The rejected records of a batch are written before it is known to be the first. */
    QUARANTINE_APART,
    /** Partitions of other instances hold nothing back. */
    OTHERS_ARE_IDLE,
    /** A partition that no instance has read yet is not known to be there. */
    UNREAD_UNKNOWN,
    /** A partition that could not be asked counts as silent. */
    SILENT_UNASKED,
    /** Who takes a partition over does not look up what was counted of it. */
    KEYS_FORGOTTEN,
    /** A batch's keys are dropped with the next batch, though they are within the horizon. */
    KEYS_DROPPED_EARLY,
    /** Reading goes on while a full batch waits. */
    READS_ON,
    /** Batches are handed over as soon as there is anything. */
    INTERVAL_IGNORED,
    /** The flow control never hears that a backlog is gone. */
    LAG_UNTOLD
}
