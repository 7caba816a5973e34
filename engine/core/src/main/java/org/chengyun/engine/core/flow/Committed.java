package org.chengyun.engine.core.flow;

/**
 * What a batch took, once it is committed.
 *
 * @param events read into it
 * @param rows written
 * @param collectedNs since the hand-over of the batch before it
 * @param commitNs of the transaction that succeeded
 * @param delayNs from reading its first record until it was visible
 * @param ageMs from the arrival in Kafka of its oldest record until it was visible; the clocks of two machines are compared
 */
public record Committed(long events, int rows, long collectedNs, long commitNs, long delayNs, long ageMs) {}
