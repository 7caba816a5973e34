package org.chengyun.ingest.decode;

import org.jspecify.annotations.Nullable;

/**
 * A site that a format's own tables describe.
 *
 * @param road null if they do not say, as the others
 * @param lon degrees east, WGS 84
 * @param lat degrees north, WGS 84
 * @param intervalS seconds from reading to reading
 */
public record KnownSite(
        String site,
        @Nullable String road,
        @Nullable Double lon,
        @Nullable Double lat,
        int intervalS) {}
