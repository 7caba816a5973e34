package org.chengyun.ingest.push;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What Kafka remembers of a pushed request. Immutable.
 *
 * @param nonce differs in every position
 * @param bodySha256 of the request's body, to tell a repeated request from another one under the same key
 * @param atMs when it was taken, milliseconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PushPosition(String nonce, String bodySha256, long atMs, Receipt receipt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PushPosition parse(String json) {
        try {
            return JSON.readValue(json, PushPosition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a push's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a push's position cannot be written", e);
        }
    }
}
