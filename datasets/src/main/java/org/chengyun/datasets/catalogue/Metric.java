package org.chengyun.datasets.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.datasets.condition.Condition;

/**
 * What is computed of a dataset. Immutable.
 *
 * @param value field whose values are aggregated; empty for a pure count of observations. Observations without a value
 *     do not count
 * @param unit unit of the value; empty for counts
 * @param by dimensions; empty = the whole city
 * @param where observations that count; empty = all
 * @param whereText the condition as written
 * @param windows at least one
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
        List<Stat> stats,
        Optional<Top> top) {
    /** The smallest tumbling span that all windows share: every observation is folded into exactly one slice. */
    public FixedWindow slice() {
        long slice = windows.stream().mapToLong(WindowSpec::gridMs).reduce(0, Metric::gcd);
        return new FixedWindow(slice, slice);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    public boolean isCount() {
        return value.isEmpty();
    }

    /**
     * The text whose change makes a new version: everything that can change a number, nothing that cannot.
     */
    public String substance() {
        return "dataset=%s value=%s by=%s where=%s windows=%s stats=%s top=%s"
                        .formatted(
                                dataset,
                                value.orElse(""),
                                by,
                                whereText,
                                windows,
                                stats,
                                top.map(Top::toString).orElse(""))
                + zones();
    }

    private String zones() {
        return windows.stream()
                .flatMap(window -> window instanceof CalendarWindow calendar ? Stream.of(calendar.zone()) : Stream.of())
                .distinct()
                .map(zone -> " zone=" + zone)
                .collect(Collectors.joining());
    }

    /** What a metric offers of its windows. */
    public enum Stat {
        COUNT,
        SUM,
        MEAN,
        VARIANCE,
        MIN,
        MAX
    }

    /**
     * Ranking of the series of a window.
     *
     * @param n length of the list
     * @param rank by which statistic
     * @param descending largest first
     */
    public record Top(int n, Stat rank, boolean descending, List<WindowSpec> windows) {}
}
