package org.chengyun.engine.core.batch;

/** What became of a commit, if the database said so. */
public sealed interface CommitOutcome {
    record Committed(Cut cut) implements CommitOutcome {}

    /** Another instance has moved the offsets; nothing was written. */
    record Fenced(String why) implements CommitOutcome {}

    /** There is no room for what the batch rejected; nothing was written. */
    record Full(String why) implements CommitOutcome {}
}
