package org.chengyun.dashboard.assembly;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.chengyun.api.status.PositionLag;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.runner.Engine;
import org.chengyun.engine.runner.loop.EngineState;

/** Position lag as this process's engine sees it; unknown where the engine does not run. Thread-safe. */
@ApplicationScoped
class EngineLag implements PositionLag {
    private final Engine engine;

    EngineLag(Engine engine) {
        this.engine = engine;
    }

    @Override
    public OptionalLong records(Dataset dataset) {
        return engine.states().stream()
                .filter(state -> state.dataset().equals(dataset.id()))
                .mapToLong(EngineState::lagRecords)
                .findFirst();
    }
}
