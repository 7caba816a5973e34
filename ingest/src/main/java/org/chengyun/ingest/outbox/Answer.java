package org.chengyun.ingest.outbox;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what an administrator's request brings; failures come as the producer's do. */
final class Answer {
    private Answer() {}

    /** @throws KafkaException if there is no answer, or a refusal; its cause says which */
    static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
