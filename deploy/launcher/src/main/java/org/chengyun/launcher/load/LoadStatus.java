package org.chengyun.launcher.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a load is, as the application says.
 *
 * @param format as asked or as found by the application
 * @param position byte of the unpacked content to send next
 * @param read source records; counted + filtered + quarantined
 * @param observations what the counted records became
 * @param quarantined records by reason
 * @param complete all bytes were taken
 * @param committed all observations are in the database
 */
record LoadStatus(
        String id,
        String format,
        long position,
        long read,
        long observations,
        long filtered,
        Map<String, Long> quarantined,
        boolean complete,
        boolean committed) {

    static LoadStatus of(JsonNode json) {
        Map<String, Long> quarantined = new TreeMap<>();
        json.path("quarantined")
                .properties()
                .forEach(reason ->
                        quarantined.put(reason.getKey(), reason.getValue().asLong()));
        return new LoadStatus(
                json.path("id").asText(),
                json.path("format").asText(""),
                json.path("position").asLong(),
                json.path("read").asLong(),
                json.path("observations").asLong(),
                json.path("filtered").asLong(),
                quarantined,
                json.path("complete").asBoolean(),
                json.path("committed").asBoolean());
    }

    long quarantinedRecords() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records that became observations. */
    long counted() {
        return read - filtered - quarantinedRecords();
    }
}
