package org.chengyun.api.top;

import org.chengyun.api.window.SeriesWindow;
import org.jspecify.annotations.Nullable;

/**
 * A ranked series as stored or as computed.
 *
 * @param previousRank in the window before; null if it was not in that list
 * @param listBefore whether the window before has a list at all
 */
record RankedWindow(
        int rank,
        double score,
        @Nullable Integer previousRank,
        boolean listBefore,
        double errorBound,
        SeriesWindow window) {
    RankedWindow withPrevious(@Nullable Integer previous, boolean list) {
        return new RankedWindow(rank, score, previous, list, errorBound, window);
    }

    RankedWindow withWindow(SeriesWindow other) {
        return new RankedWindow(rank, score, previousRank, listBefore, errorBound, other);
    }

    /** Null where there is nothing to compare with. */
    @Nullable
    RankChange change() {
        return listBefore ? RankChange.of(rank, previousRank) : null;
    }
}
