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
    private static final String AT = "\"atMs\":";

    static PushPosition parse(String json) {
        try {
            return JSON.readValue(json, PushPosition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a push's position in Kafka cannot be read", e);
        }
    }

    /** Only when it was taken: of hundreds of thousands it is asked once a minute. */
    static long atMs(String json) {
        int from = json.indexOf(AT);
        int to = from + AT.length();
        while (from >= 0 && to < json.length() && Character.isDigit(json.charAt(to))) {
            to++;
        }
        return from < 0 || to == from + AT.length()
                ? parse(json).atMs()
                : Long.parseLong(json, from + AT.length(), to, 10);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a push's position cannot be written", e);
        }
    }
}
