package org.chengyun.api.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a feed is expected to do, learned from its own past. Immutable.
 *
 * @param gap how long it usually pauses: nine of ten pauses between minutes with records, over a day, are no longer; empty
 *     while there are too few to tell
 * @param perMinute records per minute; empty while nobody knows
 * @param weeks of how many weeks that is the mean, where it is of the hour of the week
 */
record Usual(Optional<Duration> gap, OptionalDouble perMinute, FeedHealth.Basis basis, int weeks) {
    private static final int ENOUGH_GAPS = 10;
    private static final int ENOUGH_WEEKS = 2;
    private static final double ENOUGH_MINUTES = 30;
    private static final double HOUR_MINUTES = 60;
    private static final Duration WEEK = Duration.ofDays(7);

    static final Usual UNKNOWN = new Usual(Optional.empty(), OptionalDouble.empty(), FeedHealth.Basis.NONE, 0);

    /**
     * What the past tells.
     *
     * @param gaps how many pauses there were over a day
     * @param gap that nine of ten of them do not exceed
     * @param hour begin of the hour that is judged
     * @param weeks records of the same hour one, two, three and four weeks before; null where there were none
     */
    record Past(long gaps, Duration gap, Instant hour, List<Optional<Long>> weeks) {}

    static Usual of(Past past, Activity activity, Instant now) {
        Optional<Duration> gap = past.gaps >= ENOUGH_GAPS ? Optional.of(past.gap) : Optional.empty();
        Instant first = activity.first().orElse(now);
        int known = 0;
        while (known < past.weeks.size() && !first.isAfter(past.hour.minus(WEEK.multipliedBy(known + 1L)))) {
            known++;
        }
        if (known >= ENOUGH_WEEKS) {
            // weeks in which nothing came at all tell of an outage, unless it is always so
            double mean = past.weeks.subList(0, known).stream()
                    .flatMap(Optional::stream)
                    .mapToLong(Long::longValue)
                    .average()
                    .orElse(0);
            return new Usual(gap, OptionalDouble.of(mean / HOUR_MINUTES), FeedHealth.Basis.HOUR_OF_WEEK, known);
        }
        return ofLastDay(gap, activity, first, now);
    }

    private static Usual ofLastDay(Optional<Duration> gap, Activity activity, Instant first, Instant now) {
        int judged = Activity.span(gap.orElse(Duration.ZERO));
        int day = Activity.SPANS.getLast();
        double minutes = Math.min(day, Duration.between(first, now).toMillis() / 60_000.0) - judged;
        if (minutes < ENOUGH_MINUTES) {
            return new Usual(gap, OptionalDouble.empty(), FeedHealth.Basis.NONE, 0);
        }
        long before = activity.sums().getOrDefault(day, 0L) - activity.sums().getOrDefault(judged, 0L);
        return new Usual(gap, OptionalDouble.of(before / minutes), FeedHealth.Basis.LAST_DAY, 0);
    }
}
