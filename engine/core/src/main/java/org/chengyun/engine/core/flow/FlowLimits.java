package org.chengyun.engine.core.flow;

/**
 * What an operator asks of the batches.
 *
 * @param delayTargetMs longest wanted time from a record's arrival in Kafka until it is visible, if there is no backlog
 * @param shortestIntervalMs between two commits, unless the target asks for less
 * @param mostRows of a batch
 * @param mostBytes of heap that the deltas of a batch take
 */
public record FlowLimits(long delayTargetMs, long shortestIntervalMs, int mostRows, long mostBytes) {
    public FlowLimits {
        if (delayTargetMs < 1 || shortestIntervalMs < 0 || mostRows < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("delay target %d ms, shortest interval %d ms, most rows %d, bytes %d"
                    .formatted(delayTargetMs, shortestIntervalMs, mostRows, mostBytes));
        }
    }
}
