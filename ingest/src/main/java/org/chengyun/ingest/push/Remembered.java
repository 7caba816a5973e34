package org.chengyun.ingest.push;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which requests under a key are forgotten. All that are remembered are in memory, so their number has a bound, too: about
 * half a kilobyte each, more if a receipt lists rejected records. Immutable.
 *
 * @param most at a time
 */
record Remembered(Duration atLeast, int most) {
    static final Remembered USUAL = new Remembered(Duration.ofHours(24), 200_000);

    /** In one transaction; looked for once a minute, so eighty requests a second go as fast as they come. */
    private static final int FORGET_AT_ONCE = 5_000;

    /**
     * The keys of those that are too old, or that younger ones need the room of.
     *
     * @param positions of all requests, by key
     */
    List<String> forgettable(Map<String, String> positions, long nowMs) {
        long keptFromMs = nowMs - atLeast.toMillis();
        if (positions.size() > most) {
            long[] times = positions.values().stream()
                    .mapToLong(PushPosition::atMs)
                    .sorted()
                    .toArray();
            keptFromMs = Math.max(keptFromMs, times[times.length - most]);
        }
        long from = keptFromMs;
        return positions.entrySet().stream()
                .filter(position -> PushPosition.atMs(position.getValue()) < from)
                .limit(FORGET_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
