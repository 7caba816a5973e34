package org.chengyun.api.cut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the engine says on the channel: {@code {"cut":1,"dataset":"traffic","kind":"batch","watermark":"…"}}. */
final class NoticeReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NoticeReader() {}

    /** Empty if the payload is not a notice. */
    static Optional<CutNotice> read(String payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            if (!json.path("cut").isIntegralNumber() || !json.path("dataset").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new CutNotice(
                    json.get("cut").asLong(),
                    json.get("dataset").asText(),
                    json.path("kind").asText("batch"),
                    watermark(json.path("watermark"))));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant watermark(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Instant.ofEpochMilli(node.asLong());
        }
        return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
    }
}
