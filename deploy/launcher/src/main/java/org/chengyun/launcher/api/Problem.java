package org.chengyun.launcher.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An error that the application answered (RFC 9457).
 *
 * @param code the last part of the problem's type; empty if the body was no problem document
 * @param body all members
 */
public record Problem(int status, String code, String title, String detail, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Problem of(int status, String text) {
        try {
            JsonNode body = JSON.readTree(text);
            if (body != null && body.isObject()) {
                String type = body.path("type").asText("");
                return new Problem(
                        status,
                        type.substring(type.lastIndexOf('/') + 1),
                        body.path("title").asText(""),
                        body.path("detail").asText(""),
                        body);
            }
        } catch (JsonProcessingException notJson) {
            // Shown as it is.
        }
        String start = text.strip();
        return new Problem(
                status,
                "",
                "HTTP " + status,
                start.length() > 300 ? start.substring(0, 300) + "…" : start,
                JSON.createObjectNode());
    }

    /** For people: the detail, or what there is instead, and the code. */
    public String message() {
        String text = detail.isBlank() ? title : detail;
        return code.isBlank() ? "the application answered %d: %s".formatted(status, text) : text + " (" + code + ")";
    }
}
