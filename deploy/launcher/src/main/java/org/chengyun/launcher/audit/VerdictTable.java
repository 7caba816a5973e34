package org.chengyun.launcher.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.launcher.table.Aligned;
import org.chengyun.launcher.table.Aligned.Side;

/** The verdicts of an audit as a table, then what was not looked at and each fault, in a sentence. */
final class VerdictTable {
    private static final List<String> COLUMNS = List.of(
            "dataset",
            "cuts",
            "first",
            "last",
            "events in",
            "counted",
            "filtered",
            "duplicates",
            "quarantined",
            "late",
            "verdict");
    private static final List<String> NUMBERS = List.of(
            "cuts", "firstCut", "lastCut", "eventsIn", "counted", "filtered", "duplicates", "quarantined", "late");

    private final PrintStream out;

    VerdictTable(PrintStream out) {
        this.out = out;
    }

    /** @param answer of {@code GET /api/v1/engine/audit} */
    void print(JsonNode answer) {
        var table = new Aligned(COLUMNS.stream()
                        .map(column -> column.equals("dataset") || column.equals("verdict") ? Side.LEFT : Side.RIGHT)
                        .toList())
                .row(COLUMNS);
        answer.path("datasets").forEach(dataset -> table.row(row(dataset)));
        table.print(out);
        answer.path("datasets").forEach(this::printFaults);
    }

    private static List<String> row(JsonNode dataset) {
        long faults = dataset.path("faultCount").asLong();
        Stream<String> numbers = NUMBERS.stream()
                .map(name -> dataset.path(name).isNumber()
                        ? "%,d".formatted(dataset.path(name).asLong())
                        : "-");
        return Stream.of(
                        Stream.of(dataset.path("dataset").asText()),
                        numbers,
                        Stream.of(
                                faults == 0
                                        ? "conserved"
                                        : faults == 1 ? "VIOLATED, 1 fault" : "VIOLATED, %,d faults".formatted(faults)))
                .flatMap(cells -> cells)
                .toList();
    }

    private void printFaults(JsonNode dataset) {
        JsonNode notKept = dataset.path("notKept");
        if (notKept.isObject()) {
            out.println("%s: %s"
                    .formatted(
                            dataset.path("dataset").asText(), notKept.path("en").asText()));
        }
        dataset.path("faults")
                .forEach(fault -> out.println("%s: %s"
                        .formatted(
                                dataset.path("dataset").asText(),
                                fault.path("text").path("en").asText())));
        long untold =
                dataset.path("faultCount").asLong() - dataset.path("faults").size();
        if (untold > 0) {
            out.println("%s: and %,d more".formatted(dataset.path("dataset").asText(), untold));
        }
    }
}
