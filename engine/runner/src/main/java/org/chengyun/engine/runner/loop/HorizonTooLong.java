package org.chengyun.engine.runner.loop;

import org.apache.kafka.common.KafkaException;

/**
 * The readings within the horizon of a dataset's repetitions do not fit into memory: a person must decide. The consumer
 * passes an exception of Kafka's through a rebalance as it is, and wraps any other.
 */
final class HorizonTooLong extends KafkaException {
    private static final long serialVersionUID = 1;

    HorizonTooLong(String message) {
        super(message);
    }
}
