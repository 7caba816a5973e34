package org.chengyun.ingest.decode;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a rejected record was being read: what it takes, besides its bytes, to read it once more. Immutable.
 *
 * @param format name of the format; null if none was chosen
 * @param zone IANA name, of times without an offset; null if it was the format's own
 * @param cases whose cases the records are; null if they are none
 * @param preamble what described the records before it, in base64; null if nothing did
 * @param number of records before it in its stream
 * @param isPart true if these bytes are only a part of what came
 * @param agencies for which the sender speaks; null for all
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReadAs(
        @Nullable String format,
        @Nullable String zone,
        @Nullable String cases,
        @Nullable String preamble,
        long number,
        boolean isPart,
        @Nullable Set<String> agencies) {
    /** Nothing is known. */
    public static final ReadAs UNKNOWN = new ReadAs(null, null, null, null, 0, false, null);

    /** Nothing but that these bytes are not all. */
    public static final ReadAs PART = new ReadAs(null, null, null, null, 0, true, null);

    /** A longer preamble is not kept with each record. */
    private static final int MAX_PREAMBLE = 64 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In a format. */
    static ReadAs of(String format, @Nullable ZoneId zone, byte[] preamble, long number) {
        String kept = preamble.length == 0 || preamble.length > MAX_PREAMBLE
                ? null
                : Base64.getEncoder().encodeToString(preamble);
        return new ReadAs(format, zone == null ? null : zone.getId(), null, kept, number, false, null);
    }

    public ReadAs ofCases(@Nullable String whose) {
        return new ReadAs(format, zone, whose, preamble, number, isPart, agencies);
    }

    /** The same, of a sender who speaks for these agencies only; null for all. */
    public ReadAs speakingFor(@Nullable Set<String> some) {
        return new ReadAs(format, zone, cases, preamble, number, isPart, some);
    }

    /** The same of a part of what came. */
    ReadAs part() {
        return new ReadAs(format, zone, cases, preamble, number, true, agencies);
    }

    @JsonIgnore
    public byte[] preambleBytes() {
        return preamble == null ? new byte[0] : Base64.getDecoder().decode(preamble);
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("how a record was read cannot be written", e);
        }
    }

    /** What {@link #json()} wrote; {@link #UNKNOWN} if that is nothing, as with records of earlier versions. */
    public static ReadAs parse(@Nullable String json) {
        try {
            return json == null || json.isEmpty() ? UNKNOWN : JSON.readValue(json, ReadAs.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("how a record was read cannot be understood: " + json, e);
        }
    }
}
