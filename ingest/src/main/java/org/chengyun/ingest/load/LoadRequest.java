package org.chengyun.ingest.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chengyun.ingest.problem.IngestProblem;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded.
 *
 * @param format null to recognise it
 * @param zone IANA name; null for the format's
 * @param name of the file, for people
 * @param bytes length of the whole unpacked content
 * @param sha256 of it, hexadecimal
 * @param head its first bytes in base64
 * @param cases whose cases the records are; null for the city's or the format's
 * @param continues id of an earlier load whose content is the begin of this one
 */
public record LoadRequest(
        String dataset,
        @Nullable String format,
        @Nullable String zone,
        String name,
        long bytes,
        String sha256,
        String head,
        @Nullable String cases,
        @Nullable String continues) {
    /** Longest head that is looked at, in bytes. */
    public static final int HEAD_BYTES = 64 * 1024;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_NAME = 200;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** As it comes: every member may be missing. */
    private record Raw(
            @JsonProperty("dataset") @Nullable String dataset,
            @JsonProperty("format") @Nullable String format,
            @JsonProperty("zone") @Nullable String zone,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("bytes") @Nullable Long bytes,
            @JsonProperty("sha256") @Nullable String sha256,
            @JsonProperty("head") @Nullable String head,
            @JsonProperty("cases") @Nullable String cases,
            @JsonProperty("continues") @Nullable String continues) {}

    /**
     * Reads a request.
     *
     * @throws IngestProblem 400 if it is none
     */
    public static LoadRequest parse(byte[] json) {
        Raw raw;
        try {
            raw = JSON.readValue(json, Raw.class);
        } catch (IOException e) {
            throw malformed("the body is not the JSON object that is expected here");
        }
        String sha256 = required(raw.sha256, "sha256").toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(sha256).matches()) {
            throw malformed("'sha256' must be 64 hexadecimal digits");
        }
        if (raw.bytes == null || raw.bytes < 0) {
            throw malformed("'bytes' must be the length of the unpacked content");
        }
        String name = required(raw.name, "name");
        return new LoadRequest(
                required(raw.dataset, "dataset"),
                blankIsNull(raw.format),
                blankIsNull(raw.zone),
                name.substring(0, Math.min(name.length(), MAX_NAME)),
                raw.bytes,
                sha256,
                raw.head == null ? "" : raw.head,
                blankIsNull(raw.cases),
                blankIsNull(raw.continues));
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static String required(@Nullable String value, String member) {
        if (value == null || value.isBlank()) {
            throw malformed("'%s' is missing".formatted(member));
        }
        return value;
    }

    private static IngestProblem malformed(String detail) {
        return IngestProblem.badRequest("request-malformed", "The request cannot be read", detail);
    }

    byte[] headBytes() {
        try {
            byte[] decoded = Base64.getDecoder().decode(head);
            if (decoded.length > HEAD_BYTES) {
                throw malformed("'head' holds more than %d bytes".formatted(HEAD_BYTES));
            }
            if (decoded.length == 0 && bytes > 0) {
                throw malformed("'head' is missing: the first bytes tell the format");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw malformed("'head' is not base64");
        }
    }
}
