package org.chengyun.ingest.tail;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;

/**
 * Where a followed log stands; its JSON is the position in Kafka. Immutable.
 *
 * @param fileKey the file's identity in its file system; empty if that has none
 * @param fingerprint hash of the first {@code fingerprintBytes} bytes of the file: identities are reused
 * @param modifiedMs when the file was last written as it was first seen; its successors were written later
 * @param format most exact name of the format; empty until it is known
 * @param preamble bytes before the position that describe the records behind it, in base64
 * @param position bytes of the file that are done
 * @param insideTooLong true if it goes on in the middle of a record that was too long
 * @param revision rises with every step
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TailState(
        String fileKey,
        String fingerprint,
        int fingerprintBytes,
        long modifiedMs,
        String format,
        String preamble,
        long position,
        boolean insideTooLong,
        long revision) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** At the begin of a file. */
    static TailState begin(String fileKey, long modifiedMs, long revision) {
        return new TailState(fileKey, "", 0, modifiedMs, "", "", 0, false, revision);
    }

    /**
     * Before the first file.
     *
     * @param modifiedMs when the newest of the files was written that were there before and do not count
     */
    static TailState nothing(long modifiedMs) {
        return begin("", modifiedMs, 0);
    }

    /** True before the first file. */
    @JsonIgnore
    boolean isNothing() {
        return fileKey.isEmpty() && fingerprintBytes == 0 && position == 0;
    }

    static TailState parse(String json) {
        try {
            return JSON.readValue(json, TailState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tail's position in Kafka cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tail's position cannot be written", e);
        }
    }

    byte[] preambleBytes() {
        return Base64.getDecoder().decode(preamble);
    }

    /** After the format was recognised. */
    TailState reading(String formatName, byte[] preambleBytes) {
        return new TailState(
                fileKey,
                fingerprint,
                fingerprintBytes,
                modifiedMs,
                formatName,
                Base64.getEncoder().encodeToString(preambleBytes),
                preambleBytes.length,
                false,
                revision);
    }

    /** Further in the same file. */
    TailState at(long newPosition, boolean nowInsideTooLong, String newPreamble, Fingerprint seen) {
        return new TailState(
                fileKey,
                seen.hash(),
                seen.bytes(),
                modifiedMs,
                format,
                newPreamble,
                newPosition,
                nowInsideTooLong,
                revision + 1);
    }
}
