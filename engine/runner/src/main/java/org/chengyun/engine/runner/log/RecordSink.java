package org.chengyun.engine.runner.log;

/** Takes the records that a {@link LogReader} brings. One thread uses it at a time, and others see what it did then. */
public interface RecordSink {
    /** Before the records of one partition; several times in a poll, if it brought several pieces. */
    void begin(int partition);

    /** The next record. It must be used now: the cursor and the bytes under it are reused. */
    void take(RecordCursor record);

    /** Whether it wants no more for now; asked after each record. What it does not take comes in the next poll. */
    default boolean isFull() {
        return false;
    }

    /** Between records: a batch, or the rest of one, cannot be read and is left behind. */
    void leave(Unreadable batch);

    /**
     * After the records of one partition.
     *
     * @param position the offset behind them; markers and records of aborted transactions may lie between
     */
    void end(int partition, long position);
}
