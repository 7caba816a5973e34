package org.chengyun.engine.runner.replay;

/** A replay cannot succeed, however often it is tried; the message says why, for people. */
final class ReplayFailed extends Exception {
    private static final long serialVersionUID = 1;

    ReplayFailed(String message) {
        super(message);
    }
}
