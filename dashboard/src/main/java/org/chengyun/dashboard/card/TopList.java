package org.chengyun.dashboard.card;

import java.util.List;
import org.chengyun.dashboard.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The leading keys of one window, or classes in their own order.
 *
 * @param label what is ranked, in the reader's language
 * @param unit of the score
 * @param entries by rising rank; empty if nothing was observed
 * @param ranked whether the rank says more than the place in the list
 */
public record TopList(
        String metric, String label, String meaning, String unit, List<Entry> entries, boolean ranked, Trust trust) {
    public TopList {
        entries = List.copyOf(entries);
    }

    /** A ranking. */
    public TopList(String metric, String label, String meaning, String unit, List<Entry> entries, Trust trust) {
        this(metric, label, meaning, unit, entries, true, trust);
    }

    /**
     * One key in the ranking.
     *
     * @param rank from 1
     * @param key stays the same when the rank changes
     * @param label the key in the reader's language
     * @param score not negative
     * @param previousRank rank in the window before; null if it was not in the list
     * @param listBefore whether the window before has a list at all; without one, nothing is new
     */
    public record Entry(
            int rank,
            String key,
            String label,
            double score,
            @Nullable Integer previousRank,
            boolean listBefore) {
        public Entry {
            if (rank < 1 || score < 0) {
                throw new IllegalArgumentException("entry %s with rank %d and score %s".formatted(key, rank, score));
            }
        }
    }
}
