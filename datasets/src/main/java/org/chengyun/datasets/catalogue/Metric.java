package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.sketch.Sketch;

/**
 * What is computed of a dataset. Immutable.
 *
 * @param value field whose values are aggregated, a text only to be counted; empty for a pure count of observations.
 *     Observations without a value do not count
 * @param unit unit of the value; empty for counts
 * @param by dimensions; empty = the whole city
 * @param where observations that count; empty = all
 * @param whereText the condition as written
 * @param windows at least one; may be none if it has sessions
 * @param session if it has sessions, the gap: observations of a series that lie less than it apart are one session. Whole
 *     seconds
 * @param percentiles rising, none twice
 */
public record Metric(
        String id,
        Wording label,
        Wording meaning,
        String dataset,
        Optional<String> value,
        String unit,
        List<String> by,
        Optional<Condition> where,
        String whereText,
        List<WindowSpec> windows,
        Optional<Duration> session,
        List<Stat> stats,
        List<Percentile> percentiles,
        Optional<Top> top) {
    /**
     * The smallest tumbling span that all windows share: every observation is folded into exactly one slice.
     *
     * @throws IllegalStateException if it has no windows: sessions lie on no grid
     */
    public FixedWindow slice() {
        if (!hasWindows()) {
            throw new IllegalStateException(id + " has sessions only, no slices");
        }
        long slice = windows.stream().mapToLong(WindowSpec::gridMs).reduce(0, Metric::gcd);
        return new FixedWindow(slice, slice);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Whether nothing but numbers of observations is asked for, so that no moments of a value are kept. */
    public boolean isCount() {
        return value.isEmpty()
                || (percentiles.isEmpty()
                        && Stat.OF_ANYTHING.containsAll(stats)
                        && top.map(Top::rank).orElse(Stat.COUNT) == Stat.COUNT);
    }

    /** Whether the number that a reader is shown first is that of different values. */
    public boolean isDistinctCount() {
        return isCount() && stats.contains(Stat.DISTINCT);
    }

    /** False if it has sessions only. */
    public boolean hasWindows() {
        return !windows.isEmpty();
    }

    /** Whether only the ranking of its series is kept, and estimated. */
    public boolean isSketchedTop() {
        return top.map(Top::sketch).orElse(false);
    }

    /** What is kept beside the moments. */
    public List<Sketch> sketches() {
        List<Sketch> sketches = new ArrayList<>();
        if (!percentiles.isEmpty()) {
            sketches.add(Sketch.HISTOGRAM);
        }
        if (stats.contains(Stat.DISTINCT)) {
            sketches.add(Sketch.DISTINCT);
        }
        return sketches;
    }

    /**
     * The text whose change makes a new version: everything that can change a number, nothing that cannot: the
     * standard deviation is the root of what is stored anyway, and one histogram has all percentiles.
     */
    public String substance() {
        return "dataset=%s value=%s by=%s where=%s windows=%s stats=%s top=%s"
                        .formatted(
                                dataset,
                                value.orElse(""),
                                by,
                                whereText,
                                windows,
                                stored(),
                                top.map(Top::toString).orElse(""))
                + zones()
                + session.map(gap -> " session=" + FixedWindow.name(gap)).orElse("");
    }

    /** The gap of its sessions as it is written: {@code 30m}. */
    public Optional<String> sessionName() {
        return session.map(FixedWindow::name);
    }

    private String zones() {
        return windows.stream()
                .flatMap(window -> window instanceof CalendarWindow calendar ? Stream.of(calendar.zone()) : Stream.of())
                .distinct()
                .map(zone -> " zone=" + zone)
                .collect(Collectors.joining());
    }

    private List<String> stored() {
        List<String> stored = new ArrayList<>();
        stats.stream().filter(stat -> stat != Stat.STDDEV).map(Stat::name).forEach(stored::add);
        if (!percentiles.isEmpty()) {
            stored.add("PERCENTILES");
        }
        return stored;
    }

    /** What a metric offers of its windows, beside percentiles. */
    public enum Stat {
        COUNT,
        SUM,
        MEAN,
        VARIANCE,
        STDDEV,
        MIN,
        MAX,
        /** How many different values there were, estimated. */
        DISTINCT;

        /** Those without an error: all that a metric with a value offers if it does not say. */
        public static final List<Stat> EXACT = List.of(COUNT, SUM, MEAN, VARIANCE, STDDEV, MIN, MAX);
        /** Those that do not calculate with the values, which may be texts. */
        public static final List<Stat> OF_ANYTHING = List.of(COUNT, DISTINCT);

        /** In definitions, in answers, as a name of columns. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Ranking of the series of a window.
     *
     * @param n length of the list
     * @param rank by which statistic; one of {@link Stat#EXACT}
     * @param descending largest first
     * @param sketch true for dimensions of very many values: only the ranking is kept, of estimated counts, and no windows
     *     by series
     */
    public record Top(int n, Stat rank, boolean descending, List<WindowSpec> windows, boolean sketch) {
        /** Exact. */
        public Top(int n, Stat rank, boolean descending, List<WindowSpec> windows) {
            this(n, rank, descending, windows, false);
        }

        public Top {
            if (!Stat.EXACT.contains(rank)) {
                throw new IllegalArgumentException("no ranking by " + rank);
            }
        }

        @Override
        public String toString() {
            return "Top[n=%d, rank=%s, descending=%s, windows=%s%s]"
                    .formatted(n, rank, descending, windows, sketch ? ", sketch" : "");
        }
    }
}
