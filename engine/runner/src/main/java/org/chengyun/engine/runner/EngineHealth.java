package org.chengyun.engine.runner;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.chengyun.engine.runner.loop.EngineState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells what each loop is doing. Not a reason to restart the process: the loops recover by themselves. */
@Wellness
@ApplicationScoped
class EngineHealth implements HealthCheck {
    private final Engine engine;

    EngineHealth(Engine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("engine").up();
        for (EngineState state : engine.states()) {
            var phase = state.phase();
            response.withData(
                    state.dataset(),
                    phase.detail().isEmpty() ? phase.condition().name() : phase.condition() + ": " + phase.detail());
            String warning = state.warning(Instant.now());
            if (!warning.isEmpty()) {
                response.withData(state.dataset() + " warning", warning);
            }
            response.withData(
                    state.dataset() + " flow",
                    "%s: %s".formatted(state.flow().pace(), state.flow().why()));
            if (phase.condition() != EngineState.Condition.RUNNING) {
                response.down();
            }
        }
        if (!engine.quarantineTrouble().isEmpty()) {
            response.down().withData("quarantine", engine.quarantineTrouble());
        }
        return response.build();
    }
}
