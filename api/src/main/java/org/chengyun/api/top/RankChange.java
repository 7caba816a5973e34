package org.chengyun.api.top;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** How a series moved in a ranking since the window before. */
public enum RankChange {
    /** Nearer to the first. */
    @JsonProperty("up")
    UP,
    /** Further from the first. */
    @JsonProperty("down")
    DOWN,
    /** Where it was. */
    @JsonProperty("same")
    SAME,
    /** It was not in the list. */
    @JsonProperty("new")
    NEW;

    static RankChange of(int rank, @Nullable Integer previousRank) {
        if (previousRank == null) {
            return NEW;
        }
        return rank == previousRank ? SAME : rank < previousRank ? UP : DOWN;
    }
}
