package org.chengyun.engine.core.batch;

/** What the poll thread hands to the committing thread. */
public sealed interface Work {
    Progress progress();

    /** Commit the batch, however long it takes; then close what is due. */
    record Commit(Batch batch, Progress progress) implements Work {}

    /** In silence: close what is due. */
    record Close(Progress progress) implements Work {}
}
