package org.chengyun.engine.bench.crash;

import java.util.Map;

/** Names of the engine's statements, by how they begin. */
final class Step {
    /** With this every session begins. */
    static final String FIRST = "registering the schema";

    private static final Map<String, String> BY_BEGINNING = Map.ofEntries(
            Map.entry("update engine_offset set idle_watermark", "following while idle"),
            Map.entry("update engine_offset\n", "swapping offsets"),
            Map.entry("insert into engine_offset", "starting offsets"),
            Map.entry("select partition, next_offset", "reading offsets"),
            Map.entry("insert into window_stat as w", "merging deltas"),
            Map.entry("insert into window_stat (", "rolling up"),
            Map.entry("insert into window_revision", "recording revisions"),
            Map.entry("insert into stage_delta", "expanding late deltas"),
            Map.entry("insert into top_n", "ranking"),
            Map.entry("delete from top_n", "ranking again"),
            Map.entry("insert into dedupe_key", "storing keys"),
            Map.entry("delete from dedupe_key", "forgetting keys"),
            Map.entry("insert into cut", "recording the cut"),
            Map.entry("select pg_notify", "announcing the cut"),
            Map.entry("insert into series", "adding series"),
            Map.entry("select wanted.i", "finding series"),
            Map.entry("insert into watermark", "moving the watermark"),
            Map.entry("select watermark", "reading the watermark"),
            Map.entry("select pg_advisory", "locking"),
            Map.entry("insert into dataset_version", FIRST),
            Map.entry("select metric_no, version", "looking up a metric"),
            Map.entry("insert into metric", "registering a metric"),
            Map.entry("update metric", "retiring a metric"));

    private Step() {}

    static String of(String sql) {
        String begin = sql.strip();
        return BY_BEGINNING.entrySet().stream()
                .filter(entry -> begin.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("another statement");
    }
}
