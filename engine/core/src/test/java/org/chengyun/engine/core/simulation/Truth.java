package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tables must hold: one plain pass over the records in the order of the cuts, each put into every window that
 * it belongs to, in exact numbers. Shares nothing with the engine; the metrics are written out once more.
 */
final class Truth {
    /** Length of the rankings. */
    static final int TOP = 2;

    private static final int COUNT = 0;
    private static final int SPEED = 1;
    private static final int FAST = 2;
    /** Size and slide of each metric's windows in seconds; the first is its slice. */
    private static final int[][][] WINDOWS = {
        {{10, 10}, {60, 60}},
        {{10, 10}, {30, 10}, {60, 60}, {120, 120}},
        {{4, 4}, {20, 4}}
    };
    /** Sizes of the windows that are ranked, in seconds. */
    private static final Map<Integer, List<Integer>> RANKED = Map.of(SPEED, List.of(30, 60), FAST, List.of(20));

    final TrueRuns runs = new TrueRuns();
    private final boolean knowsRepetitions;
    /** Newest event time by partition, and what was counted within the horizon once. */
    private final Map<Integer, Long> newestMs = new HashMap<>();

    private final Set<String> once = new HashSet<>();
    private final Map<Windows.Key, Cell> cells = new HashMap<>();
    private long cut;
    private long watermarkMs;
    private final Set<Cell> corrected = new HashSet<>();
    private long in;
    private long counted;
    private long filtered;
    private long duplicates;
    private long unchecked;
    private long rejected;
    private long late;

    record Revision(long cut, long events, Sums old, Sums changed) {}

    record Ranked(String series, double score) {}

    /** A window of a series. */
    static final class Cell {
        private final long endMs;
        private Sums sums = Sums.NOTHING;
        private Sums before = Sums.NOTHING;
        private long late;
        private long cut;
        private final List<Revision> revisions = new ArrayList<>();

        private Cell(long endMs) {
            this.endMs = endMs;
        }

        Sums sums() {
            return sums;
        }

        long late() {
            return late;
        }

        long cut() {
            return cut;
        }

        List<Revision> revisions() {
            return revisions;
        }

        @Override
        public String toString() {
            return "%s late %d cut %d %s".formatted(sums, late, cut, revisions);
        }
    }

    Truth(boolean knowsRepetitions) {
        this.knowsRepetitions = knowsRepetitions;
    }

    static boolean isCount(int metric) {
        return metric == COUNT;
    }

    /** Why a record does not count at that time; null if it does. */
    static @Nullable String reason(Reading reading, long clockMs) {
        if (reading.damage() != Reading.Damage.NONE) {
            return reading.damage().reason;
        }
        return reading.eventMs() > clockMs + Probe.FUTURE_MS ? Reading.Damage.FAR_FUTURE.reason : null;
    }

    void begin(long ofCut, long closedMs) {
        cut = ofCut;
        watermarkMs = closedMs;
        corrected.clear();
        in = 0;
        counted = 0;
        filtered = 0;
        duplicates = 0;
        unchecked = 0;
        rejected = 0;
        late = 0;
    }

    /** @param knownMs the watermark by which its instance called it late or not */
    void record(int partition, Reading reading, long clockMs, long knownMs) {
        in++;
        if (reason(reading, clockMs) != null) {
            rejected++;
            return;
        }
        if (knowsRepetitions && isRepeated(partition, reading)) {
            duplicates++;
            return;
        }
        boolean isLate = reading.eventMs() < knownMs;
        Long speed = reading.speedEighths();
        boolean isCounted = false;
        if (!reading.road().equals("R0")) {
            isCounted = add(COUNT, "", reading.eventMs(), 0, isLate);
        }
        if (speed != null) {
            isCounted = add(SPEED, reading.road(), reading.eventMs(), speed, isLate);
            runs.add(SPEED, reading.road(), reading.eventMs(), speed, isLate);
        }
        if (speed != null && speed >= 800 && reading.area() != null) {
            isCounted = add(FAST, reading.road() + "|" + reading.area(), reading.eventMs(), speed, isLate);
        }
        if (isCounted) {
            counted++;
            late += isLate ? 1 : 0;
        } else {
            filtered++;
        }
    }

    private boolean isRepeated(int partition, Reading reading) {
        long newest = newestMs.merge(partition, reading.eventMs(), Math::max);
        if (reading.eventMs() < newest - Probe.WITHIN_MS) {
            unchecked++;
            return false;
        }
        return !once.add(partition + " " + reading.road() + " " + reading.eventMs());
    }

    private boolean add(int metric, String series, long eventMs, long eighths, boolean isLate) {
        for (int[] window : WINDOWS[metric]) {
            long slideMs = window[1] * 1000L;
            long sizeMs = window[0] * 1000L;
            long lastMs = eventMs - Math.floorMod(eventMs, slideMs);
            // A sliding window is made of slices: the first that holds the event's slice.
            for (long startMs = lastMs; startMs > eventMs - sizeMs; startMs -= slideMs) {
                var key = new Windows.Key(metric, window[0], startMs, series);
                add(cells.computeIfAbsent(key, k -> new Cell(k.endMs())), isSlice(key), eighths, isLate);
            }
        }
        return true;
    }

    private void add(Cell cell, boolean isSlice, long eighths, boolean isLate) {
        boolean isClosed = cell.endMs <= watermarkMs;
        if (isClosed && corrected.add(cell)) {
            cell.before = cell.sums;
        }
        if (isClosed || isSlice) {
            cell.cut = cut;
        }
        cell.sums = cell.sums.with(eighths);
        cell.late += isLate ? 1 : 0;
    }

    /** The batch is at its end. */
    Prepared.Tally end() {
        runs.end(cut, watermarkMs);
        for (Cell cell : corrected) {
            cell.revisions.add(new Revision(cut, cell.sums.n() - cell.before.n(), cell.before, cell.sums));
        }
        return new Prepared.Tally(in, counted, filtered, duplicates, rejected, late, unchecked);
    }

    /** Windows that end in {@code (fromMs, toMs]} become rows. */
    void close(long ofCut, long fromMs, long toMs) {
        cells.forEach((key, cell) -> {
            if (cell.endMs > fromMs && cell.endMs <= toMs && !isSlice(key)) {
                cell.cut = ofCut;
            }
        });
    }

    private static boolean isSlice(Windows.Key key) {
        return key.sizeSeconds() == WINDOWS[key.metric()][0][0];
    }

    /** What must be in the table: slices at once, all other windows from their end on. */
    Map<Windows.Key, Cell> rows(long closedMs) {
        Map<Windows.Key, Cell> rows = new HashMap<>(cells);
        rows.entrySet().removeIf(row -> !isSlice(row.getKey()) && row.getValue().endMs > closedMs);
        return rows;
    }

    /** All series of each ranked window, the first in rank first. */
    Map<Tops.Key, List<Ranked>> tops(long closedMs) {
        Map<Tops.Key, List<Ranked>> tops = new HashMap<>();
        cells.forEach((key, cell) -> {
            if (cell.endMs <= closedMs
                    && RANKED.getOrDefault(key.metric(), List.of()).contains(key.sizeSeconds())) {
                double score = key.metric() == SPEED ? cell.sums.mean() : cell.sums.sum();
                tops.computeIfAbsent(
                                new Tops.Key(key.metric(), key.sizeSeconds(), key.startMs()), k -> new ArrayList<>())
                        .add(new Ranked(key.series(), score));
            }
        });
        tops.forEach((key, ranked) -> ranked.sort(order(key.metric()).thenComparing(Ranked::series)));
        return tops;
    }

    /** The slowest first, the most first. */
    private static Comparator<Ranked> order(int metric) {
        return Comparator.comparingDouble(ranked -> metric == SPEED ? ranked.score : -ranked.score);
    }
}
