package org.chengyun.engine.runner.loop;

/** The readings within the horizon of a dataset's repetitions do not fit into memory: a person must decide. */
final class HorizonTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    HorizonTooLong(String message) {
        super(message);
    }
}
