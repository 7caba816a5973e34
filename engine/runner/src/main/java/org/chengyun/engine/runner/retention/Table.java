package org.chengyun.engine.runner.retention;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Keep.Kind;

/** Tables that hold results of all datasets, and how their rows go. */
enum Table {
    WINDOW_STAT("start", Duration.ofDays(7), "series_no, start"),
    /** Sketches go with the windows that they belong to. */
    WINDOW_SKETCH("start", Duration.ofDays(7), ""),
    WINDOW_ITEMS("start", Duration.ofDays(7), "start"),
    TOP_N("start", Duration.ofDays(30), "start, rank"),
    WINDOW_REVISION("start", Duration.ofDays(30), "series_no, start, revision"),
    SESSION_WINDOW("start", Duration.ZERO, "series_no, start"),
    SESSION_REVISION("start", Duration.ZERO, "series_no, start, revision"),
    CUT("committed_at", Duration.ofDays(1), "cut, committed_at");

    private final String time;
    private final Duration chunk;
    private final String key;

    Table(String time, Duration chunk, String key) {
        this.time = time;
        this.chunk = chunk;
        this.key = key;
    }

    /** Those whose rows are deleted when a kind is no longer kept. */
    static List<Table> of(Kind kind) {
        return Arrays.stream(values())
                .filter(table -> table.kinds().contains(kind) && !table.key.isEmpty())
                .toList();
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Kinds of which it has rows. */
    Set<Kind> kinds() {
        return switch (this) {
            case WINDOW_STAT, WINDOW_SKETCH, WINDOW_ITEMS, TOP_N -> Set.of(Kind.MINUTES, Kind.HOURS, Kind.DAYS);
            case WINDOW_REVISION, SESSION_REVISION -> Set.of(Kind.REVISIONS);
            case SESSION_WINDOW -> Set.of(Kind.SESSIONS);
            case CUT -> Set.of(Kind.CUTS);
        };
    }

    /** Whether a row is kept by the end of its session, not by its begin. */
    boolean isOfSessions() {
        return this == SESSION_WINDOW || this == SESSION_REVISION;
    }

    /** The column by which its rows are gone through; by it is told whether a row is kept, except of sessions. */
    String time() {
        return time;
    }

    /** Interval of its chunks where it is a hypertable; zero if it never is. */
    Duration chunk() {
        return chunk;
    }

    /** Columns that tell apart the rows of one metric and size. */
    String key() {
        return key;
    }

    /** That a row is one of {@code old}. */
    String sameKey(String alias) {
        return Arrays.stream(key.split(", ", -1))
                .map(column -> "%s.%s = old.%s".formatted(alias, column, column))
                .collect(Collectors.joining(" and "));
    }
}
