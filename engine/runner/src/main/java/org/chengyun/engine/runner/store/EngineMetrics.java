package org.chengyun.engine.runner.store;

import java.util.List;
import org.chengyun.engine.core.window.MetricNumber;

/**
 * The metrics that a job computes. Immutable.
 *
 * @param generation of the list: whoever folded for another one may not commit
 */
public record EngineMetrics(List<MetricNumber> numbers, long generation) {
    public EngineMetrics {
        numbers = List.copyOf(numbers);
    }
}
