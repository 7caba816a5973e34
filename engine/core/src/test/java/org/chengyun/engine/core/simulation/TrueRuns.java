package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tables of sessions must hold: all observations of a series by time, and after each cut a walk from every new
 * one to both sides up to the first gap. Shares nothing with the engine.
 */
final class TrueRuns {
    /** Its own: that of the metric is {@link Probe#GAP_MS}. */
    private static final long GAP_MS = 1_000;

    private final Map<Runs.Key, Line> lines = new HashMap<>();

    private record Sample(long eighths, boolean isLate) {}

    /** @param sums of all its observations */
    record Run(long lastMs, Sums sums, long late, int revision, long cut) {}

    private static final class Line {
        private final NavigableMap<Long, List<Sample>> samples = new TreeMap<>();
        private final NavigableMap<Long, Run> runs = new TreeMap<>();
        private final List<Runs.Revision> revisions = new ArrayList<>();
        private final TreeSet<Long> news = new TreeSet<>();
    }

    void add(int metric, String series, long eventMs, long eighths, boolean isLate) {
        Line line = lines.computeIfAbsent(new Runs.Key(metric, series), key -> new Line());
        line.samples.computeIfAbsent(eventMs, ms -> new ArrayList<>()).add(new Sample(eighths, isLate));
        line.news.add(eventMs);
    }

    /** The batch is at its end. */
    void end(long cut, long closedMs) {
        for (Line line : lines.values()) {
            while (!line.news.isEmpty()) {
                long startMs = line.news.first();
                for (Long before = line.samples.lowerKey(startMs);
                        before != null && startMs - before < GAP_MS;
                        before = line.samples.lowerKey(startMs)) {
                    startMs = before;
                }
                renew(line, startMs, cut, closedMs);
            }
        }
    }

    private static void renew(Line line, long startMs, long cut, long closedMs) {
        Sums sums = Sums.NOTHING;
        long late = 0;
        long lastMs = startMs;
        for (Map.Entry<Long, List<Sample>> at : line.samples.tailMap(startMs).entrySet()) {
            if (at.getKey() - lastMs >= GAP_MS) {
                break;
            }
            lastMs = at.getKey();
            for (Sample sample : at.getValue()) {
                sums = sums.with(sample.eighths);
                late += sample.isLate ? 1 : 0;
            }
        }
        line.news.subSet(startMs, true, lastMs, true).clear();
        NavigableMap<Long, Run> old = line.runs.subMap(startMs, true, lastMs, true);
        boolean wasFinal =
                lastMs + GAP_MS <= closedMs || old.values().stream().anyMatch(run -> run.lastMs + GAP_MS <= closedMs);
        int revision = old.values().stream().mapToInt(Run::revision).max().orElse(0) + (wasFinal ? 1 : 0);
        if (wasFinal) {
            List<Long> parts = old.values().stream().map(run -> run.sums.n()).toList();
            long known = parts.stream().mapToLong(n -> n).sum();
            line.revisions.add(new Runs.Revision(startMs, revision, cut, sums.n() - known, sums.n(), parts));
        }
        old.clear();
        line.runs.put(startMs, new Run(lastMs, sums, late, revision, cut));
    }

    /** By series and start. */
    Map<Runs.Key, NavigableMap<Long, Run>> rows() {
        Map<Runs.Key, NavigableMap<Long, Run>> rows = new HashMap<>();
        lines.forEach((key, line) -> rows.put(key, line.runs));
        return rows;
    }

    /** In the order of the cuts, those of one cut by time. */
    Map<Runs.Key, List<Runs.Revision>> revisions() {
        Map<Runs.Key, List<Runs.Revision>> revisions = new HashMap<>();
        lines.forEach((key, line) -> {
            if (!line.revisions.isEmpty()) {
                revisions.put(key, line.revisions);
            }
        });
        return revisions;
    }
}
