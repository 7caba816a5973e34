package org.chengyun.ingest.topic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Where the reading of a partition stands; its JSON is the position in Kafka. Immutable.
 *
 * @param topicId of the topic: one that was removed and made anew begins at 0 again
 * @param offset of the record that is read next
 * @param revision rises with every step
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TopicPosition(String topicId, long offset, long revision) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TopicPosition parse(String json) {
        try {
            return JSON.readValue(json, TopicPosition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a topic's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a topic's position cannot be written", e);
        }
    }

    TopicPosition at(long next) {
        return new TopicPosition(topicId, next, revision + 1);
    }
}
