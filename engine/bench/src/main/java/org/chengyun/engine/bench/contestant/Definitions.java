package org.chengyun.engine.bench.contestant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.launcher.home.FileTree;

/**
 * The race's dataset and metrics as Chengyun reads them.
 *
 * @param kind {@code traffic} or {@code portal}
 * @param encoding how records are written: {@code avro} is what Chengyun takes without being told
 * @param sliding the sliding windows of Q2, Q3 and Q5, in the notation of metrics.yaml
 * @param copies how many times the metrics are there: 1 for the race, more for curves
 * @param more a file of further metrics; empty for none
 */
public record Definitions(String dataset, String kind, String encoding, String sliding, int copies, String more) {
    public static final String RACE_SLIDING = "5m/1m";

    /** The metrics of the race alone. */
    public Definitions(String dataset, String kind, String encoding, String sliding, int copies) {
        this(dataset, kind, encoding, sliding, copies, "");
    }

    /** Those of the traffic race, percentiles and sessions. */
    public static Definitions ofCrashes(String dataset) {
        return new Definitions(dataset, "traffic", "json", RACE_SLIDING, 1, "crash.metrics.yaml");
    }

    public static Definitions of(String dataset, String encoding) {
        String kind = dataset.substring(0, dataset.indexOf('-'));
        return new Definitions(dataset, kind, encoding, RACE_SLIDING, 1);
    }

    /** Reads the definitions through a folder that is removed afterwards. */
    public Catalogue load() throws IOException {
        Path folder = Files.createTempDirectory("chengyun-bench");
        try {
            write(folder);
            return Catalogue.load(folder);
        } finally {
            FileTree.delete(folder);
        }
    }

    /** Writes them as an installation has them; those of logs with their format and routes. */
    void write(Path folder) throws IOException {
        Path own = Files.createDirectory(folder.resolve(dataset));
        Files.writeString(own.resolve("dataset.yaml"), filled(kind + ".dataset.yaml"));
        Files.writeString(own.resolve("metrics.yaml"), metrics());
        if (kind.equals("portal")) {
            Files.writeString(own.resolve("routes.yaml"), filled("portal.routes.yaml"));
            Files.writeString(
                    Files.createDirectory(own.resolve("formats")).resolve("access-log.yaml"),
                    filled("portal.access-log.yaml"));
        }
    }

    public Schema schema() {
        try {
            return load().datasets().getFirst().schema();
        } catch (IOException e) {
            throw new UncheckedIOException("the definitions of the race cannot be written", e);
        }
    }

    private String metrics() throws IOException {
        String once = filled(kind + ".metrics.yaml");
        var all = new StringBuilder(once);
        for (int copy = 2; copy <= copies; copy++) {
            all.append(once.replaceAll("(?m)^- id: (.*)$", "- id: $1.copy" + copy)
                    .replaceAll(
                            "(?m)label: \\{ en: (.*), zh-CN: (.*) }$",
                            "label: { en: $1 %1$d, zh-CN: $2 %1$d }".formatted(copy)));
        }
        return more.isEmpty() ? all.toString() : all.append(filled(more)).toString();
    }

    private String filled(String template) throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                Definitions.class.getResourceAsStream("/org/chengyun/engine/bench/definitions/" + template),
                template)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> values = Map.of(
                    "@dataset@", dataset,
                    "@encoding@", encoding.equals("avro") ? "" : "encoding: " + encoding,
                    "@sliding@", sliding);
            for (var value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        }
    }
}
