package org.chengyun.ingest.quarantine;

import org.chengyun.ingest.decode.ReadAs;

/**
 * A rejected record that waits in quarantine.
 *
 * @param stage {@code ingest} if it is as it came, {@code engine} if it is an observation
 * @param source where it stood, for people
 * @param place in Kafka of the record that brought it; names it for ever
 * @param readAs how it was being read when it was rejected; {@link ReadAs#UNKNOWN} if that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
record KeptRecord(
        long number,
        String feed,
        String stage,
        String reason,
        String source,
        byte[] bytes,
        Place place,
        ReadAs readAs) {
    /** Where a record stands in Kafka. */
    record Place(String topic, int partition, long offset) {}

    boolean isObservation() {
        return stage.equals("engine");
    }
}
