package org.chengyun.ingest.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.chengyun.ingest.outbox.KafkaAway;

/** Kafka being away is the caller's business only in so far as it has to come again. */
@Provider
public final class KafkaAwayMapper implements ExceptionMapper<KafkaAway> {
    private static final int RETRY_AFTER_SECONDS = 2;

    @Override
    public Response toResponse(KafkaAway away) {
        return new IngestProblemMapper()
                .toResponse(IngestProblem.kafkaUnavailable(String.valueOf(away.getMessage()), RETRY_AFTER_SECONDS));
    }
}
