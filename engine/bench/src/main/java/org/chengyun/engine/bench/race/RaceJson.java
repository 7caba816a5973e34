package org.chengyun.engine.bench.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The result for programs. */
final class RaceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RaceJson() {}

    static void write(Path file, List<Outcome> outcomes, String queries, int cores) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("at", Instant.now().toString())
                .put("queries", queries)
                .put("events", outcomes.getFirst().events())
                .put("cores", cores == 0 ? Runtime.getRuntime().availableProcessors() : cores)
                .put("java", System.getProperty("java.version"));
        ArrayNode medians = root.putArray("medians");
        Summary.of(outcomes).forEach(summary -> medians.add(median(summary)));
        ArrayNode runs = root.putArray("runs");
        outcomes.forEach(outcome -> runs.add(run(outcome)));
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static ObjectNode median(Summary summary) {
        return JSON.createObjectNode()
                .put("contestant", summary.contestant().name())
                .put("runs", summary.runs())
                .put("right", summary.right())
                .put("wallSeconds", summary.wallSeconds())
                .put("cpuSeconds", summary.cpuSeconds())
                .put("cpuMicrosPerEvent", summary.cpuMicrosPerEvent())
                .put("eventsPerSecond", summary.eventsPerSecond())
                .put("peakMegabytes", summary.peakMegabytes())
                .put("databaseCpuSeconds", summary.databaseCpuSeconds())
                .put("kafkaCpuSeconds", summary.kafkaCpuSeconds())
                .put("othersCpuSeconds", summary.othersCpuSeconds())
                .put("walBytesPerEvent", summary.walBytesPerEvent())
                .put("rowsPerThousandEvents", summary.rowsPerThousandEvents())
                .put("worstRelativeDifference", summary.worstDifference());
    }

    private static ObjectNode run(Outcome outcome) {
        ObjectNode node = JSON.createObjectNode()
                .put("contestant", outcome.contestant().name())
                .put("exitCode", outcome.measured().exitCode())
                .put("wallSeconds", outcome.measured().wallSeconds())
                .put("cpuSeconds", outcome.measured().cpuSeconds())
                .put("peakBytes", outcome.measured().peakBytes())
                .put("databaseCpuSeconds", outcome.databaseCpuSeconds())
                .put("kafkaCpuSeconds", outcome.kafkaCpuSeconds())
                .put("othersCpuSeconds", outcome.othersCpuSeconds())
                .put("walBytes", outcome.written().walBytes())
                .put("rowsInserted", outcome.written().inserted())
                .put("rowsUpdated", outcome.written().updated())
                .put("rowsUpdatedInPlace", outcome.written().inPlace());
        ArrayNode answers = node.putArray("answers");
        outcome.verdicts().forEach(verdict -> answers.addPOJO(verdict));
        return node;
    }
}
