package org.chengyun.launcher.stack;

/** A part of the stack could not be prepared or did not come up; the message holds the end of its log. */
public final class PartFailedException extends Exception {
    private final boolean stopped;

    PartFailedException(Part part, String message, Throwable cause) {
        super(part.key() + ": " + message, cause);
        this.stopped = false;
    }

    PartFailedException(Part part, String message) {
        this(part, message, false);
    }

    private PartFailedException(Part part, String message, boolean stopped) {
        super(part.key() + ": " + message);
        this.stopped = stopped;
    }

    /** It did not start because somebody stopped it meanwhile: nothing is wrong. */
    static PartFailedException stopped(Part part) {
        return new PartFailedException(part, "not started, as it is being stopped", true);
    }

    public boolean isStopped() {
        return stopped;
    }
}
