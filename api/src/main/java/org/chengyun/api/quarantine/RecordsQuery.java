package org.chengyun.api.quarantine;

import org.jspecify.annotations.Nullable;

/**
 * Which records in quarantine are asked for.
 *
 * @param feed null = of all
 * @param reason null = for all
 * @param after number of the last record of the page before; null = from the newest on
 */
public record RecordsQuery(
        String dataset,
        @Nullable String feed,
        @Nullable String reason,
        @Nullable Long after,
        int limit) {
    public static final int HIGHEST_LIMIT = 200;
}
