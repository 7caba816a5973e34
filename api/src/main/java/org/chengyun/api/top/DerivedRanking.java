package org.chengyun.api.top;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedDerived;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.span.Span;
import org.chengyun.api.window.Calculation;
import org.chengyun.api.window.DerivedReader;
import org.chengyun.api.window.DerivedValue;
import org.chengyun.api.window.Ingredients;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.api.window.SeriesKey;
import org.chengyun.datasets.catalogue.DerivedMetric.Top;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the series of a ratio, window by window: all of the city, then what its reader may see of them. Not thread-safe;
 * belongs to a snapshot.
 */
final class DerivedRanking {
    private static final int CHUNK_ROWS = 5_000;
    /** All dimensions of the series that holds what is over the limit. */
    private static final String OVERFLOW = "…";

    private final Snapshot snapshot;
    private final DefinedDerived metric;
    private final Top top;
    private final SeriesFilter visible;

    DerivedRanking(Snapshot snapshot, DefinedDerived metric, Top top) {
        this.snapshot = snapshot;
        this.metric = metric;
        this.top = top;
        this.visible = DerivedTops.visible(snapshot, metric);
    }

    /**
     * A place in the list of one window.
     *
     * @param previousRank in the window before; null if it was not in that list
     * @param listBefore whether the window before has a list at all
     */
    record Ranked(int rank, double value, @Nullable Integer previousRank, boolean listBefore, Ingredients from) {
        /** Null where there is nothing to compare with. */
        @Nullable
        RankChange change() {
            return listBefore ? RankChange.of(rank, previousRank) : null;
        }
    }

    private record Scored(double value, Ingredients from) {}

    /** By rising start, then rank. */
    List<Ranked> read(WindowSpec window, Span starts, Optional<TopReader.Position> after, int limit) {
        Span ahead = after.map(position -> starts.since(position.start())).orElse(starts);
        List<Ranked> told = new ArrayList<>();
        List<Ranked> before = List.of();
        for (var windows = new Groups(window, withPrevious(window, ahead)); told.size() < limit; ) {
            List<Ingredients> group = windows.next();
            if (group.isEmpty()) {
                break;
            }
            List<Ranked> list = ranked(window, group, before);
            for (Ranked row : list) {
                SeriesKey key = row.from.key();
                boolean asked = !key.start().isBefore(ahead.start())
                        && after.map(position -> isBehind(position, key, row.rank))
                                .orElse(true);
                if (asked && told.size() < limit && visible.matches(key.dimensions())) {
                    told.add(row);
                }
            }
            before = list;
        }
        return told;
    }

    private static boolean isBehind(TopReader.Position position, SeriesKey key, int rank) {
        int later = key.start().compareTo(position.start());
        return later > 0 || (later == 0 && rank > position.rank());
    }

    private static Span withPrevious(WindowSpec window, Span starts) {
        if (starts.isEmpty() || starts.start().equals(Span.ALWAYS.start())) {
            return starts;
        }
        long previousMs = window.lastStartMs(starts.start().toEpochMilli() - 1);
        return new Span(Instant.ofEpochMilli(previousMs), starts.end());
    }

    private List<Ranked> ranked(WindowSpec window, List<Ingredients> group, List<Ranked> before) {
        Instant start = group.getFirst().key().start();
        boolean listBefore =
                !before.isEmpty() && before.getFirst().from.key().start().equals(Ranks.previous(window, start));
        Map<List<@Nullable String>, Integer> ranks = new HashMap<>();
        if (listBefore) {
            before.forEach(row -> ranks.put(row.from.key().dimensions(), row.rank));
        }
        Comparator<Scored> byValue = Comparator.comparingDouble(Scored::value);
        List<Scored> sorted = group.stream()
                .filter(from -> !isOverflow(from.key()))
                .flatMap(from -> scored(from).stream())
                // stable: equals stay in the order of their dimensions
                .sorted(top.descending() ? byValue.reversed() : byValue)
                .limit(top.n())
                .toList();
        List<Ranked> list = new ArrayList<>();
        for (Scored one : sorted) {
            Integer previous = ranks.get(one.from.key().dimensions());
            list.add(new Ranked(list.size() + 1, one.value, previous, listBefore, one.from));
        }
        return list;
    }

    /** What the limit of series left over is no series to be compared with others. */
    private static boolean isOverflow(SeriesKey key) {
        return key.dimensions().stream().allMatch(OVERFLOW::equals);
    }

    private Optional<Scored> scored(Ingredients from) {
        DerivedValue value = Calculation.of(metric.metric(), from);
        Double below = value.denominator();
        if (value.value() == null || below == null || below < top.atLeast()) {
            return Optional.empty();
        }
        return Optional.of(new Scored(value.value(), from));
    }

    /** Walks over the windows, read in chunks, one window at a time. */
    private final class Groups {
        private final DerivedReader reader = new DerivedReader(snapshot, metric, SeriesFilter.all());
        private final WindowSpec window;
        private final Span starts;
        private List<Ingredients> read = List.of();
        private int next;
        private boolean over;
        private Optional<Position> after = Optional.empty();

        Groups(WindowSpec window, Span starts) {
            this.window = window;
            this.starts = starts;
        }

        /** All series of the next window; empty after the last. */
        List<Ingredients> next() {
            List<Ingredients> group = new ArrayList<>();
            while (has() && (group.isEmpty() || isOf(group.getFirst(), read.get(next)))) {
                group.add(read.get(next++));
            }
            return group;
        }

        private static boolean isOf(Ingredients group, Ingredients one) {
            return group.key().start().equals(one.key().start());
        }

        private boolean has() {
            if (next == read.size() && !over) {
                read = reader.read(window, starts, after, CHUNK_ROWS);
                next = 0;
                over = read.size() < CHUNK_ROWS;
                if (!read.isEmpty()) {
                    SeriesKey last = read.getLast().key();
                    after = Optional.of(new Position(last.start(), last.dimensions()));
                }
            }
            return next < read.size();
        }
    }
}
