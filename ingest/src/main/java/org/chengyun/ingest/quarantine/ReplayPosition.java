package org.chengyun.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last kept records that went to Kafka, told in the transaction that brought them there. Immutable.
 *
 * @param nonce differs in every position
 * @param replay number of the replay
 * @param observations what they became
 * @param records offsets by topic and partition, as {@code topic:partition}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReplayPosition(String nonce, long replay, long observations, Map<String, List<Long>> records) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ReplayPosition of(String nonce, long replay, long observations, List<KeptRecord> sent) {
        Map<String, List<Long>> records = new TreeMap<>();
        for (KeptRecord record : sent) {
            KeptRecord.Place place = record.place();
            records.computeIfAbsent(place.topic() + ":" + place.partition(), key -> new ArrayList<>())
                    .add(place.offset());
        }
        return new ReplayPosition(nonce, replay, observations, records);
    }

    /** Where the records stand. */
    List<KeptRecord.Place> places() {
        return records.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(offset -> place(entry.getKey(), offset)))
                .toList();
    }

    private static KeptRecord.Place place(String partition, long offset) {
        int colon = partition.lastIndexOf(':');
        return new KeptRecord.Place(
                partition.substring(0, colon), Integer.parseInt(partition.substring(colon + 1)), offset);
    }

    static ReplayPosition parse(String json) {
        try {
            return JSON.readValue(json, ReplayPosition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a replay's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a replay's position cannot be written", e);
        }
    }
}
