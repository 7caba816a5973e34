package org.chengyun.engine.runner.loop;

import org.apache.kafka.common.KafkaException;

/** Records were deleted before they were counted: a person must decide. */
final class RecordsGone extends KafkaException {
    RecordsGone(String message) {
        super(message);
    }
}
