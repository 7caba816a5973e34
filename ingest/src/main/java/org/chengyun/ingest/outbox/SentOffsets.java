package org.chengyun.ingest.outbox;

import java.util.HashMap;
import java.util.Map;

/**
 * Up to where a transaction reached, per partition: the offset after its last record.
 *
 * @param observations partitions of the dataset's topic
 * @param quarantine partitions of the quarantine topic
 */
public record SentOffsets(Map<Integer, Long> observations, Map<Integer, Long> quarantine) {
    public static final SentOffsets NONE = new SentOffsets(Map.of(), Map.of());

    public SentOffsets {
        observations = Map.copyOf(observations);
        quarantine = Map.copyOf(quarantine);
    }

    /** The later of both, per partition. */
    public SentOffsets and(SentOffsets that) {
        return new SentOffsets(later(observations, that.observations), later(quarantine, that.quarantine));
    }

    private static Map<Integer, Long> later(Map<Integer, Long> one, Map<Integer, Long> other) {
        Map<Integer, Long> later = new HashMap<>(one);
        other.forEach((partition, offset) -> later.merge(partition, offset, Math::max));
        return later;
    }
}
