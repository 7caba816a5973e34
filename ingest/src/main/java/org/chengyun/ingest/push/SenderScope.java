package org.chengyun.ingest.push;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For which datasets and agencies a sender speaks. Immutable.
 *
 * @param datasets null for all
 * @param agencies null for all
 */
public record SenderScope(
        @Nullable Set<String> datasets, @Nullable Set<String> agencies) {
    /** No limits: operators, who may load any file anyway. */
    public static final SenderScope EVERYTHING = new SenderScope(null, null);

    private static final String ALL = "*";

    /** Of the claims as they stand in the token; {@code *} means all, empty means none. */
    static SenderScope of(Collection<String> datasets, Collection<String> agencies) {
        return new SenderScope(reach(datasets), reach(agencies));
    }

    private static @Nullable Set<String> reach(Collection<String> claim) {
        return claim.contains(ALL) ? null : Set.copyOf(claim);
    }

    boolean hasDataset(String dataset) {
        return datasets == null || datasets.contains(dataset);
    }
}
