package org.chengyun.datasets.condition;

/** A condition that cannot be read; the message says what and what was expected instead. */
public final class InvalidCondition extends RuntimeException {
    InvalidCondition(String message) {
        super(message);
    }
}
