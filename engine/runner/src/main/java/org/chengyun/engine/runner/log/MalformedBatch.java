package org.chengyun.engine.runner.log;

import org.apache.kafka.common.KafkaException;

/** A batch passed its checksum and yet does not hold what it says: no producer of Kafka writes that. */
final class MalformedBatch extends KafkaException {
    MalformedBatch(String message) {
        super(message);
    }
}
