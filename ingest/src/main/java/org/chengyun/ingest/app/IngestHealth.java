package org.chengyun.ingest.app;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells whether Kafka takes records and which feeds fail. Not a reason to restart: ingest recovers by itself. */
@Wellness
@ApplicationScoped
class IngestHealth implements HealthCheck {
    private final Ingest ingest;

    IngestHealth(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("ingest").up();
        if (!ingest.kafkaTrouble().isEmpty()) {
            response.down().withData("kafka", ingest.kafkaTrouble());
        }
        ingest.feedTroubles().forEach((feed, trouble) -> response.down().withData(feed, trouble));
        return response.build();
    }
}
