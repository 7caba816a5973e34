package org.chengyun.engine.core.flow;

/**
 * What an operator asks of the batches.
 *
 * @param delayTargetMs longest wanted time from a record's arrival in Kafka until it is visible, if there is no backlog
 * @param shortestIntervalMs between two commits, unless the target asks for less
 * @param mostRows of a batch, so that memory stays bounded
 */
public record FlowLimits(long delayTargetMs, long shortestIntervalMs, int mostRows) {
    public FlowLimits {
        if (delayTargetMs < 1 || shortestIntervalMs < 0 || mostRows < 1) {
            throw new IllegalArgumentException("delay target %d ms, shortest interval %d ms, most rows %d"
                    .formatted(delayTargetMs, shortestIntervalMs, mostRows));
        }
    }
}
