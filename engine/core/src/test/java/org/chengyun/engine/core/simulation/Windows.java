package org.chengyun.engine.core.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The table {@code window_stat}: rows by metric and size, start, series. */
final class Windows {
    private final Map<Long, NavigableMap<Long, Map<String, Row>>> rows = new HashMap<>();

    /** @param series the dimensions' values, joined */
    record Key(int metric, int sizeSeconds, long startMs, String series) {
        long endMs() {
            return startMs + sizeSeconds * 1000L;
        }
    }

    record Row(Stat stat, long late, int revision, long cut) {}

    /** Rows of one metric and size: by start, then by series. */
    NavigableMap<Long, Map<String, Row>> of(int metric, int sizeSeconds) {
        return rows.computeIfAbsent((long) metric << 32 | sizeSeconds, key -> new TreeMap<>());
    }

    @Nullable
    Row get(Key key) {
        Map<String, Row> window = of(key.metric, key.sizeSeconds).get(key.startMs);
        return window == null ? null : window.get(key.series);
    }

    void put(Key key, Row row) {
        of(key.metric, key.sizeSeconds)
                .computeIfAbsent(key.startMs, start -> new HashMap<>())
                .put(key.series, row);
    }

    void forEach(BiConsumer<Key, Row> action) {
        rows.forEach((place, starts) -> starts.forEach((start, window) -> window.forEach((series, row) ->
                action.accept(new Key((int) (place >>> 32), (int) (long) place, start, series), row))));
    }
}
