package org.chengyun.engine.core.flow;

/** What batches are cut for. */
public enum Pace {
    /** Fresh numbers: every record is visible within the delay target. */
    LIVE,
    /** As LIVE, but commits take so long that the target cannot be kept: they follow each other without a pause. */
    STRAINED,
    /** Throughput: there is a backlog, large batches work it off soonest. */
    CATCHING_UP
}
