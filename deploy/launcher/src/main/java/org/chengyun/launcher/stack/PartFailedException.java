package org.chengyun.launcher.stack;

/** A part of the stack could not be prepared or did not come up; the message holds the end of its log. */
public final class PartFailedException extends Exception {
    PartFailedException(Part part, String message, Throwable cause) {
        super(part.key() + ": " + message, cause);
    }

    PartFailedException(Part part, String message) {
        super(part.key() + ": " + message);
    }
}
