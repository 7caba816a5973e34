package org.chengyun.datasets.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param windows at least one; all share the smallest slide as their slice
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
    public WindowSpec slice() {
        long slice = windows.stream().mapToLong(WindowSpec::slideMs).reduce(0, Metric::gcd);
        return new WindowSpec(slice, slice);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    public boolean isCount() {
        return value.isEmpty();
    }

    /**
     * The text whose change makes a new version: everything that can change a number, nothing that cannot: the
     * standard deviation is the root of what is stored anyway.
     */
    public String substance() {
        return "dataset=%s value=%s by=%s where=%s windows=%s stats=%s top=%s"
                .formatted(
                        dataset,
                        value.orElse(""),
                        by,
                        whereText,
                        windows,
                        stats.stream().filter(stat -> stat != Stat.STDDEV).toList(),
                        top.map(Top::toString).orElse(""));
    }

    /** What a metric offers of its windows. */
    public enum Stat {
        COUNT,
        SUM,
        MEAN,
        VARIANCE,
        STDDEV,
        MIN,
        MAX;

        /** In definitions, in answers, as a name of columns. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
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
