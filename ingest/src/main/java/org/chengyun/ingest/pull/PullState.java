package org.chengyun.ingest.pull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed stands; its JSON is the feed's position in Kafka. Immutable.
 *
 * @param revision rises with every step
 * @param newestMs the newest time told by rounds that are done, milliseconds since 1970; 0 at the begin
 * @param round what is being asked for; null between two rounds
 * @param document the last document that was begun
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PullState(
        long revision,
        long newestMs,
        @Nullable Round round,
        @Nullable Document document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final PullState BEGIN = new PullState(0, 0, null, null);

    /**
     * One time of asking, over all its pages.
     *
     * @param since from when on, and until when, milliseconds since 1970; 0 if that is not asked
     * @param page number of the page
     * @param newestMs the newest time that it told so far; 0 for none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Round(long since, long until, int page, long newestMs) {
        Round telling(long toldMs) {
            return new Round(since, until, page, Math.max(newestMs, toldMs));
        }

        Round next() {
            return new Round(since, until, page + 1, newestMs);
        }
    }

    /**
     * A document, known by its content.
     *
     * @param sha256 of all of it
     * @param position bytes done
     * @param format most exact name of the format
     * @param preamble bytes before the position that describe the records behind it, in base64
     * @param records read so far
     * @param done true if all of it is
     * @param url for which it was the answer, without secrets
     * @param etag as the server names this content; empty if it does not
     * @param lastModified likewise
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Document(
            String sha256,
            long position,
            String format,
            String preamble,
            boolean insideTooLong,
            long records,
            boolean done,
            String url,
            String etag,
            String lastModified) {}

    static PullState parse(String json) {
        try {
            return JSON.readValue(json, PullState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a feed's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a feed's position cannot be written", e);
        }
    }

    PullState in(@Nullable Round now) {
        return new PullState(revision + 1, newestMs, now, document);
    }

    PullState at(Round now, Document here) {
        return new PullState(revision + 1, newestMs, now, here);
    }

    /** The round is done. */
    PullState finished() {
        long newest = round == null ? 0 : round.newestMs;
        return new PullState(revision + 1, Math.max(newestMs, newest), null, document);
    }

    /** A document that was begun and is not done; null if there is none. */
    @JsonIgnore
    @Nullable
    Document unfinished() {
        return document == null || document.done ? null : document;
    }
}
