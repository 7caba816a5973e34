package org.chengyun.ingest.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.outbox.SentOffsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a load stands; its JSON is the load's position in Kafka. Immutable.
 *
 * @param id names the content: the same content has the same id
 * @param format most exact name of the format
 * @param zone of times without an offset
 * @param bytes length of the whole content
 * @param sha256 of the whole content, hexadecimal
 * @param preamble bytes before the position that describe the records behind it, in base64
 * @param position bytes done; the next piece begins there
 * @param insideTooLong true if it goes on in the middle of a record that was too long
 * @param resumeAt where a longer content that begins with this one has to begin: at the position, or at a last record
 *     that was cut off
 * @param read source records; decoded + filtered + those in {@code quarantined}
 * @param recordsBefore records of the loads that this one continues
 * @param quarantined rejected records by reason
 * @param continues the earlier load whose content is the begin of this one, if any
 * @param revision rises with every step
 * @param sent up to where the observations and rejected records reach in Kafka
 * @param cases whose cases the records are; null if they are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LoadState(
        String id,
        String dataset,
        String format,
        String zone,
        String name,
        long bytes,
        String sha256,
        String preamble,
        long position,
        boolean insideTooLong,
        long resumeAt,
        long recordsBefore,
        long read,
        long decoded,
        long filtered,
        long observations,
        Map<String, Long> quarantined,
        boolean complete,
        @Nullable String continues,
        long revision,
        SentOffsets sent,
        @Nullable String cases) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static LoadState parse(String json) {
        try {
            return JSON.readValue(json, LoadState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a load's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a load's position cannot be written", e);
        }
    }

    @JsonIgnore
    long rejected() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records from the begin of the content. */
    @JsonIgnore
    long records() {
        return recordsBefore + read;
    }

    byte[] preambleBytes() {
        return Base64.getDecoder().decode(preamble);
    }

    /**
     * After a piece.
     *
     * @param made observations that the piece became
     * @param offsets where they went
     */
    LoadState after(StreamDecoder.Progress piece, long made, SentOffsets offsets) {
        Map<String, Long> reasons = new TreeMap<>(quarantined);
        piece.reasons().forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
        long next = position + piece.consumed();
        return new LoadState(
                id,
                dataset,
                format,
                zone,
                name,
                bytes,
                sha256,
                piece.preambleAfter(preamble),
                next,
                piece.insideTooLong(),
                piece.lastUnterminated() < 0 ? next : position + piece.lastUnterminated(),
                recordsBefore,
                read + piece.read(),
                decoded + piece.decoded(),
                filtered + piece.ignored(),
                observations + made,
                reasons,
                next == bytes,
                continues,
                revision + 1,
                sent.and(offsets),
                cases);
    }
}
