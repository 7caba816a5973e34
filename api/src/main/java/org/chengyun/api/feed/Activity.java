package org.chengyun.api.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a feed lately. Immutable.
 *
 * @param first the first minute in which anything was counted, of the last 35 days; empty if there is none
 * @param records of each of the last 60 minutes, the present one last
 * @param rejected likewise
 * @param sums records of the last so many minutes, for each of {@link #SPANS}
 * @param engineRejected records of the last hour that the engine put into quarantine
 * @param observations of the last hour
 */
record Activity(
        Optional<Instant> first,
        List<Long> records,
        List<Long> rejected,
        Map<Integer, Long> sums,
        long engineRejected,
        long observations) {
    /** Over which the observed rate is taken, minutes; the shortest that fits how the feed comes. */
    static final List<Integer> SPANS = List.of(10, 60, 360, 1440);

    private static final List<Integer> REJECTED_SPANS = List.of(2, 10, 60);
    private static final long ENOUGH_RECORDS = 20;

    Activity {
        records = List.copyOf(records);
        rejected = List.copyOf(rejected);
        sums = Map.copyOf(sums);
    }

    /** Minutes over which the rate of a feed is taken that usually pauses so long. */
    static int span(Duration usualGap) {
        double wanted = 3.0 * usualGap.toSeconds() / 60;
        return SPANS.stream().filter(span -> span >= wanted).findFirst().orElse(SPANS.getLast());
    }

    /** Records per minute over the last {@code span} minutes, or over all there were if the feed is younger. */
    double perMinute(int span, Instant now) {
        double age = first.map(since -> Duration.between(since, now).toMillis() / 60_000.0)
                .orElse((double) span);
        return sums.getOrDefault(span, 0L) / Math.max(1, Math.min(span, age));
    }

    /** Records and those of them that were rejected, over the shortest time that says something: {records, rejected}. */
    long[] recentlyRejected() {
        long[] counted = {0, 0};
        for (int span : REJECTED_SPANS) {
            counted = new long[] {last(records, span), last(rejected, span)};
            if (counted[0] >= ENOUGH_RECORDS) {
                break;
            }
        }
        return counted;
    }

    private static long last(List<Long> minutes, int span) {
        return minutes.subList(Math.max(0, minutes.size() - span), minutes.size()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
