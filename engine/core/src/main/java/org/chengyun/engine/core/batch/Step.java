package org.chengyun.engine.core.batch;

/** What a {@link Committer} wants after a step. */
public sealed interface Step {
    /** Another step, at the soonest after so many ms. */
    record Again(long afterMs) implements Step {}

    /** Nothing: the work is done. */
    record Done() implements Step {}

    /** Nothing: another instance moved the offsets, the batch and all memory of this one are void. */
    record Fenced(String why) implements Step {}

    Step NEXT = new Again(0);
    Step DONE = new Done();
}
