package org.chengyun.engine.runner.replay;

/**
 * A wish to compute a metric again. Immutable.
 *
 * @param fromMs oldest event time that counts, epoch ms; Long.MIN_VALUE for all that the log holds
 * @param toMs event time before which observations count; Long.MAX_VALUE for all
 */
record Replay(long number, String metric, Purpose purpose, long fromMs, long toMs) {
    enum Purpose {
        /** The new numbers take the place of the old ones. */
        SWITCH,
        /** The new numbers are compared with the old ones and dropped. */
        COMPARE
    }

    /** Name of the job: its offsets are its own. */
    String job() {
        return "replay-" + number;
    }
}
