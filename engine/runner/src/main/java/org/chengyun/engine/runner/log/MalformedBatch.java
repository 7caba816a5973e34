package org.chengyun.engine.runner.log;

import org.apache.kafka.common.KafkaException;

/** A batch does not hold what it should. Never leaves this package: it becomes an {@link Unreadable}. */
final class MalformedBatch extends KafkaException {
    private static final long serialVersionUID = 1;

    private final Unreadable.Reason reason;

    MalformedBatch(String message) {
        this(Unreadable.Reason.MALFORMED, message);
    }

    MalformedBatch(Unreadable.Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Unreadable.Reason reason() {
        return reason;
    }
}
