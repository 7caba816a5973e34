package org.chengyun.engine.runner.loop;

import org.apache.kafka.common.KafkaException;

/** The session's memory is void; a new one starts from the stored offsets. */
final class Rejoin extends KafkaException {
    Rejoin(String message) {
        super(message);
    }
}
