package org.chengyun.dashboard.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is estimated of a number, and by how much it may be off. Immutable.
 *
 * @param percentiles those that are shown, as they are called; may be none
 * @param percentileBoundShare by how much of itself a percentile may be off at most; 0 = exact
 * @param distinctErrorShare standard error of a count of different values as a share of it; null if it is none
 */
public record Accuracy(
        List<String> percentiles,
        double percentileBoundShare,
        @Nullable Double distinctErrorShare) {
    /** Counted and added up. */
    public static final Accuracy EXACT = new Accuracy(List.of(), 0, null);

    public Accuracy {
        percentiles = List.copyOf(percentiles);
    }
}
