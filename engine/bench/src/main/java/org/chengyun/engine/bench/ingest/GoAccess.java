package org.chengyun.engine.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chengyun.engine.bench.measure.Measured;

/** GoAccess as fast as it can be made: one thread, no output but JSON, and of its panels only that of the statuses. */
record GoAccess(Path program) {
    private static final List<String> PANELS = List.of(
            "VISITORS",
            "REQUESTS",
            "REQUESTS_STATIC",
            "NOT_FOUND",
            "HOSTS",
            "OS",
            "BROWSERS",
            "VISIT_TIMES",
            "VIRTUAL_HOSTS",
            "REFERRERS",
            "REFERRING_SITES",
            "KEYPHRASES",
            "REMOTE_USER",
            "CACHE_STATUS",
            "GEO_LOCATION",
            "MIME_TYPE",
            "TLS_TYPE");

    List<String> command(Path log, Path output) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                log.toString(),
                "--no-global-config",
                "--log-format=COMBINED",
                "--no-progress",
                "--no-parsing-spinner",
                "--jobs=1",
                "-o",
                output.toString()));
        PANELS.forEach(panel -> command.add("--ignore-panel=" + panel));
        return command;
    }

    /** Its answers in the words of ours. */
    static Result result(Path output, Measured measured) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(output));
        JsonNode general = root.get("general");
        Map<String, Long> answers = new TreeMap<>();
        for (JsonNode group : root.get("status_codes").get("data")) {
            for (JsonNode status : group.get("items")) {
                String code = status.get("data").asText().substring(0, 3);
                answers.put(code, status.get("hits").get("count").asLong());
            }
        }
        answers.put("failed", general.get("failed_requests").asLong());
        return new Result(
                general.get("total_requests").asLong(),
                general.get("log_size").asLong(),
                measured.wallSeconds(),
                measured.cpuSeconds(),
                0,
                0,
                answers);
    }
}
