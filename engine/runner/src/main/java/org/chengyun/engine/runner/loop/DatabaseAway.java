package org.chengyun.engine.runner.loop;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;

/** The database cannot be asked right now. A KafkaException, because only those pass through a rebalance unwrapped. */
final class DatabaseAway extends KafkaException {
    DatabaseAway(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
