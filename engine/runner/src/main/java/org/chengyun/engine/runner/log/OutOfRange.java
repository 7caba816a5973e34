package org.chengyun.engine.runner.log;

import org.apache.kafka.common.KafkaException;

/** A partition does not hold the wanted offset: deleted, or lost by Kafka. */
public final class OutOfRange extends KafkaException {
    private static final long serialVersionUID = 1;

    OutOfRange(int partition, long offset) {
        super("partition %d has no offset %d any more".formatted(partition, offset));
    }
}
