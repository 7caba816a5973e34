package org.chengyun.api.top;

import org.chengyun.api.window.SeriesWindow;
import org.jspecify.annotations.Nullable;

/** A ranked series as stored or as computed. */
record RankedWindow(int rank, double score, @Nullable Integer previousRank, double errorBound, SeriesWindow window) {
    RankedWindow withWindow(SeriesWindow other) {
        return new RankedWindow(rank, score, previousRank, errorBound, other);
    }

    RankedWindow withPreviousRank(@Nullable Integer previous) {
        return new RankedWindow(rank, score, previous, errorBound, window);
    }
}
