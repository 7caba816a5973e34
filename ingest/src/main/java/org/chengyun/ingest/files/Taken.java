package org.chengyun.ingest.files;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as it was when all of it had been taken; its JSON is a position in Kafka. Saves only the work to look through
 * the file again: that it counts once is the load's business. Immutable.
 *
 * @param size in bytes, packed as it is
 * @param modifiedMs milliseconds since 1970
 * @param load what its content was loaded as; empty if there was none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Taken(long size, long modifiedMs, String load) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Taken parse(String json) {
        try {
            return JSON.readValue(json, Taken.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what Kafka remembers of a file cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is to be remembered of a file cannot be written", e);
        }
    }

    /** How a file looks now. */
    static Taken look(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Taken(attributes.size(), attributes.lastModifiedTime().toMillis(), "");
    }

    boolean looksLike(Taken that) {
        return size == that.size && modifiedMs == that.modifiedMs;
    }
}
