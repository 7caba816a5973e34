package org.chengyun.ingest.outbox;

/** Kafka cannot be used now; nothing was lost, the same can be tried again. The message is for people. */
public final class KafkaAway extends RuntimeException {
    public KafkaAway(String message) {
        super(message);
    }

    public KafkaAway(String message, Throwable cause) {
        super(message, cause);
    }
}
