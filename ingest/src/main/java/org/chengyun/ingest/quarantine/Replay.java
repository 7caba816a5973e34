package org.chengyun.ingest.quarantine;

import org.jspecify.annotations.Nullable;

/**
 * A wish to read kept records again.
 *
 * @param feed only records of this feed; null for all
 * @param reason only those rejected for it; null for all
 * @param format to read them in; null for that of their feed
 * @param isDry true to try only
 * @param upTo number of the last record that it looks at
 */
record Replay(
        long number,
        String dataset,
        @Nullable String feed,
        @Nullable String reason,
        @Nullable String format,
        boolean isDry,
        long upTo) {}
